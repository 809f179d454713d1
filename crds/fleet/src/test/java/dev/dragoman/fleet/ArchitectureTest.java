package dev.dragoman.fleet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.dragoman.fleet");

  @Test
  void fleetIsPure() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.math..",
            "java.net..",
            "java.time..",
            "java.util..",
            "java.io..",
            "java.nio.charset..",
            "org.jspecify..",
            "com.fasterxml.jackson.annotation..",
            "io.fabric8.generator.annotation..",
            "io.fabric8.kubernetes.api.model..",
            "io.fabric8.kubernetes.client..",
            "dev.dragoman..")
        .check(CLASSES);
  }

  @Test
  void onlyItsOwnDataIsRead() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Honoured")
        .and()
        .doNotHaveSimpleName("Catalogue")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio..")
        .check(CLASSES);
  }

  /** Resources extend a class of the client; nothing else of it is used. */
  @Test
  void thereIsNoClientAndNoClock() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.fabric8\\.kubernetes\\.client\\.(?!CustomResource$).*")
        .check(CLASSES);
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .check(CLASSES);
  }
}
