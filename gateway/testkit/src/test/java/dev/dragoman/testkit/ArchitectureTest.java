package dev.dragoman.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses TESTKIT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.dragoman.testkit");

  /** A scripted server that used the codecs under test would agree with their mistakes. */
  @Test
  void scriptsAreWrittenWithoutAnyCodec() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.dragoman.testkit",
            "dev.dragoman.protocol.json",
            "dev.dragoman.protocol.wire",
            "java..",
            "javax.crypto..",
            "org.jspecify..",
            "org.reactivestreams..",
            "reactor..",
            "io.netty..")
        .check(TESTKIT);
  }
}
