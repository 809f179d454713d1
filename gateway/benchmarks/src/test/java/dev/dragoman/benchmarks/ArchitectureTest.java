package dev.dragoman.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.dragoman.benchmarks");

  @Test
  void whereRequestsAreMeasuredTheGatewayIsKnownAsAProcessOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.dragoman.benchmarks.fleet")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.dragoman.gateway..", "dev.dragoman.standalone..")
        .check(CLASSES);
  }

  @Test
  void onlyTheFleetIsMeasuredInThisProcess() {
    noClasses()
        .that()
        .resideInAPackage("dev.dragoman.benchmarks")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.dragoman.contract..",
            "dev.dragoman.fleet..",
            "dev.dragoman.resources..",
            "dev.dragoman.benchmarks.conversion..",
            "dev.dragoman.benchmarks.fleet..")
        .check(CLASSES);
  }

  @Test
  void noCodecIsKnownWhereNoConversionIsMeasured() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.dragoman.benchmarks.conversion")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.dragoman.protocol.codec..", "dev.dragoman.protocol.model..")
        .check(CLASSES);
  }
}
