package dev.dragoman.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who may import whom, and what is forbidden on the request path. */
class ArchitectureTest {
  private static final Set<String> FORBIDDEN_OPERATORS =
      Set.of(
          "block",
          "blockFirst",
          "blockLast",
          "blockOptional",
          "toFuture",
          "toIterable",
          "toStream",
          "subscribe",
          "onErrorContinue",
          "publishOn");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.dragoman.gateway");

  private void holds(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    holds(slices().matching("dev.dragoman.gateway.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theSpineImportsPortsAndNeverAdapters() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("..gateway.exchange..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "..gateway.upstream.http..",
                "..gateway.upstream.simulated..",
                "..gateway.upstream.bedrock..",
                "..gateway.http..",
                "..gateway.telemetry.."));
  }

  @Test
  void onlyTheEdgeKnowsSpringsWebTypes() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.http..", "dev.dragoman.gateway")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.."));
  }

  @Test
  void onlyTheEdgesKnowTheNetwork() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "..gateway.upstream.http..",
                "..gateway.http..",
                "..gateway.source.stream..",
                "dev.dragoman.gateway")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.netty..", "io.netty.."));
  }

  @Test
  void onlyTheUpstreamOfBedrockKnowsAws() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.upstream.bedrock..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.."));
  }

  @Test
  void onlyTheIdentityInGoogleCloudKnowsGoogle() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.upstream.google..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.auth..", "com.google.api.."));
  }

  @Test
  void authAndRouteArePure() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage("..gateway.auth..", "..gateway.route..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.springframework..", "io.netty.."));
  }

  @Test
  void nobodyImportsTheEdgeOrTheWiring() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.http..", "dev.dragoman.gateway")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..gateway.http.."));
    holds(
        noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Gateway")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("GatewayWiring"));
  }

  @Test
  void nothingKnowsKubernetesOrJacksonTrees() {
    holds(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "tools.jackson.."));
  }

  @Test
  void nothingBlocksSubscribesOrSwallows() {
    // The stream of configurations has threads of its own, which no request runs on.
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.source.stream..", "..gateway.alert..")
            .should()
            .callMethodWhere(
                new DescribedPredicate<JavaMethodCall>("a forbidden operator of Reactor") {
                  @Override
                  public boolean test(JavaMethodCall call) {
                    AccessTarget.MethodCallTarget target = call.getTarget();
                    boolean reactive =
                        target.getOwner().isEquivalentTo(Flux.class)
                            || target.getOwner().isEquivalentTo(Mono.class);
                    // An operator hands on demand, cancellation and errors; lambdas would not.
                    boolean operator =
                        target.getRawParameterTypes().stream()
                            .anyMatch(type -> type.isEquivalentTo(CoreSubscriber.class));
                    return reactive && FORBIDDEN_OPERATORS.contains(target.getName()) && !operator;
                  }
                }));
    holds(noClasses().should().callMethod(Thread.class, "sleep", long.class));
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
            .areNotAnnotatedWith("org.springframework.context.annotation.Configuration")
            .and()
            .areNotAnonymousClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .haveModifier(JavaModifier.FINAL));
  }
}
