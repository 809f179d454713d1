package dev.dragoman.protocol;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.json.JsonText;
import org.junit.jupiter.api.Test;

/** Who may import whom inside this module. */
final class ArchitectureTest {
  private static final String ROOT = "dev.dragoman.protocol.";
  private static final String MODEL = ROOT + "model";
  private static final String JSON = ROOT + "json";
  private static final String WIRE = ROOT + "wire";
  private static final String CODEC = ROOT + "codec";
  private static final String NORMALISE = ROOT + "normalise";
  private static final String ENVELOPE = ROOT + "envelope";
  private static final DescribedPredicate<JavaClass> JAVA =
      resideInAnyPackage("java..", "org.jspecify.annotations");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.dragoman.protocol");

  /** The packages that hold a protocol, each with what lies below it. */
  private static final String[] PROTOCOLS =
      CLASSES.stream()
          .filter(candidate -> candidate.isAssignableTo(UpstreamProtocol.class))
          .filter(candidate -> !candidate.isInterface())
          .map(protocol -> protocol.getPackageName().substring(ROOT.length()))
          .map(below -> ROOT + below.replaceFirst("\\..*", "") + "..")
          .distinct()
          .toArray(String[]::new);

  @Test
  void theModelKnowsNothingButJavaAndJsonText() {
    mayImport(MODEL, JAVA.or(resideInAPackage(MODEL)).or(type(JsonText.class)));
  }

  @Test
  void jsonKnowsNothingButJacksonsCore() {
    mayImport(JSON, JAVA.or(resideInAnyPackage(JSON, "tools.jackson.core..")));
  }

  @Test
  void theWireKnowsNoProtocol() {
    mayImport(WIRE, JAVA.or(resideInAnyPackage(WIRE, MODEL)));
  }

  @Test
  void theCodecPortsStandOnModelJsonAndWire() {
    mayImport(
        CODEC,
        JAVA.or(resideInAnyPackage(CODEC, MODEL, JSON, WIRE))
            .or(resideInAnyPackage("tools.jackson..")));
  }

  @Test
  void onlyTheTableOfFamiliesReadsYaml() {
    noClasses()
        .that()
        .haveNameNotMatching(Families.class.getName().replace(".", "\\.") + "(\\$.*)?")
        .and()
        .haveNameNotMatching(".*\\.codec\\.DialectRow")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson.databind..", "tools.jackson.dataformat..")
        .check(CLASSES);
  }

  @Test
  void normaliseStandsOnModelJsonAndCodec() {
    mayImport(NORMALISE, JAVA.or(resideInAnyPackage(NORMALISE, MODEL, JSON, CODEC)));
  }

  @Test
  void envelopesStandOnModelJsonAndCodecAndKnowNoProtocol() {
    mayImport(
        ENVELOPE,
        JAVA.or(resideInAnyPackage(ENVELOPE, MODEL, JSON, CODEC))
            .or(resideInAPackage("javax.crypto..")));
  }

  @Test
  void aProtocolStandsOnTheSharedPackagesAndKnowsNoOtherProtocol() {
    assertThat(PROTOCOLS).isNotEmpty();
    for (String protocol : PROTOCOLS) {
      mayImport(
          protocol, JAVA.or(resideInAnyPackage(protocol, CODEC, MODEL, JSON, WIRE, NORMALISE)));
    }
  }

  @Test
  void onlyTheRegistrationKnowsTheProtocols() {
    noClasses()
        .that()
        .resideOutsideOfPackages(PROTOCOLS)
        .and()
        .doNotHaveFullyQualifiedName(Protocols.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PROTOCOLS)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingHereIsAServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..", "reactor..", "io.netty..", "software.amazon..", "org.slf4j..")
        .check(CLASSES);
  }

  private static void mayImport(String importer, DescribedPredicate<? super JavaClass> imported) {
    classes()
        .that()
        .resideInAPackage(importer)
        .should()
        .onlyDependOnClassesThat(imported)
        .allowEmptyShould(false)
        .check(CLASSES);
  }
}
