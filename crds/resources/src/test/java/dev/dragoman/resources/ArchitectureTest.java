package dev.dragoman.resources;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.dragoman.resources";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void onlyTheModelOfKubernetesIsKnown() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.annotation..",
            "com.fasterxml.jackson.databind..",
            "io.fabric8.crd.generator.annotation..",
            "io.fabric8.generator.annotation..",
            "io.fabric8.kubernetes.api.model..",
            "io.fabric8.kubernetes.client..",
            "io.fabric8.kubernetes.model..",
            ROOT + "..")
        .check(CLASSES);
  }

  /** The generator would make a point in time of the one and any JSON of the other. */
  @Test
  void nothingIsADurationOrOptional() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Duration.class, Optional.class)
        .check(CLASSES);
  }

  @Test
  void partsKnowTheSharedValuesAndNoOtherParts() {
    for (String part : new String[] {"gateway", "provider", "route", "key"}) {
      classes()
          .that()
          .resideInAPackage(ROOT + "." + part)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson..",
              "io.fabric8..",
              ROOT + ".values",
              ROOT + "." + part)
          .check(CLASSES);
    }
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void partsOfResourcesAreRecordsOrEnums() {
    classes()
        .that()
        .resideInAnyPackage(ROOT + ".gateway", ROOT + ".provider", ROOT + ".route", ROOT + ".key")
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .beRecords()
        .orShould()
        .beEnums()
        .check(CLASSES);
  }
}
