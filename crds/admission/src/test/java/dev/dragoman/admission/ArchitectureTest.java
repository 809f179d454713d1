package dev.dragoman.admission;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.dragoman.admission");

  @Test
  void theJudgeKnowsSchemasAndRulesAndNoCluster() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.google.common.collect..",
            "com.google.errorprone.annotations..",
            "com.networknt.schema..",
            "dev.cel..",
            "org.snakeyaml..",
            "tools.jackson..",
            "dev.dragoman.admission..")
        .check(CLASSES);
  }
}
