package dev.dragoman.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** Who may import whom. */
class ArchitectureTest {
  private static final int MOST_PARAMETERS = 7;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.dragoman.operator");

  private void holds(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    holds(slices().matching("dev.dragoman.operator.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theGatewayIsMetOnlyInTheContract() {
    holds(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.dragoman.gateway..",
                "dev.dragoman.protocol..",
                "org.springframework..",
                "reactor..",
                "io.netty.."));
  }

  /** An entry of the contract is read and written by the contract's own JSON alone. */
  @Test
  void noMapperOfJacksonThreeIsUsed() {
    holds(noClasses().should().dependOnClassesThat().resideInAPackage("tools.jackson.."));
  }

  @Test
  void deliveryKnowsNoResourcesAndNoController() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("..operator.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.dragoman.resources..", "dev.dragoman.fleet..", "io.javaoperatorsdk.."));
  }

  @Test
  void onlyCertificatesKnowTheirLibrary() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage("..operator.certificates..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle.."));
  }

  @Test
  void nothingUsesWhatTheJdkKeepsToItself() {
    holds(noClasses().should().dependOnClassesThat().resideInAnyPackage("sun..", "jdk.internal.."));
  }

  @Test
  void publicMethodsTakeFewParameters() {
    holds(
        methods()
            .that()
            .arePublic()
            .and(
                new DescribedPredicate<JavaMethod>("are written by hand") {
                  @Override
                  public boolean test(JavaMethod method) {
                    return !method.getModifiers().contains(JavaModifier.SYNTHETIC);
                  }
                })
            .should(haveFewParameters()));
  }

  private static ArchCondition<JavaMethod> haveFewParameters() {
    return new ArchCondition<>("have at most " + MOST_PARAMETERS + " parameters") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        int count = method.getRawParameterTypes().size();
        events.add(
            new SimpleConditionEvent(
                method,
                count <= MOST_PARAMETERS,
                method.getFullName() + " has " + count + " parameters"));
      }
    };
  }

  @Test
  void classesAreFinal() {
    holds(
        classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(JavaModifier.FINAL));
  }
}
