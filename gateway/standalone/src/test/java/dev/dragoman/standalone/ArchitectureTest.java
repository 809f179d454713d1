package dev.dragoman.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.dragoman.standalone";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void onlyTheDirectoryAndTheClusterKnowResources() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".directory", ROOT + ".cluster")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8..", "dev.dragoman.resources..", "dev.dragoman.admission..", "..fleet..")
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheWeb() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "reactor..", "io.netty..")
        .check(CLASSES);
  }

  @Test
  void theGatewayIsReachedThroughItsFrontDoor() {
    noClasses()
        .should()
        .dependOnClassesThat(
            describe(
                "lie inside the gateway",
                type ->
                    type.getPackageName().startsWith("dev.dragoman.gateway.")
                        && !type.getPackageName().equals("dev.dragoman.gateway.config")))
        .check(CLASSES);
  }

  @Test
  void onlyTheYamlPackageKnowsTheYamlEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".yaml")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.snakeyaml..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void packagesKnowOnlyThoseBelowThem() {
    classes()
        .that()
        .resideInAnyPackage(ROOT + ".yaml")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "org.snakeyaml..", ROOT + ".yaml")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".start", ROOT + ".state")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".yaml", ROOT + ".directory", ROOT + ".environment")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".directory")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".environment", ROOT)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".environment")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".directory", ROOT)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".cluster")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".directory", ROOT + ".environment", "dev.dragoman.admission..", "..fleet..")
        .check(CLASSES);
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
