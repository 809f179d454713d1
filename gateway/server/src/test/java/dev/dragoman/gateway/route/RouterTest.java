package dev.dragoman.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.config.Snapshots;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
  private final Router router = new Router(bound -> 0);
  private final RuntimeConfig config =
      Snapshots.of(
          new Configuration(
              GatewayConfig.of(
                  1,
                  GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
                  List.of(
                      ProviderEntry.at(
                              URI.create("https://example.com"),
                              "claude",
                              ProtocolName.AnthropicMessages,
                              AuthEntry.NONE)
                          .withModels(
                              List.of(new ModelEntry("claude-opus-4-8", 123, 456, null, null)))),
                  List.of(
                      RouteEntry.of(
                          "smart",
                          List.of("smart", "claude-opus-4-8"),
                          List.of(
                              BackendEntry.of(
                                  "b", "claude", "claude-opus-4-8", TimeoutsEntry.DEFAULT))),
                      RouteEntry.of(
                              "plain",
                              List.of("unknown-model"),
                              List.of(BackendEntry.of("b", "claude", null, TimeoutsEntry.DEFAULT)))
                          .listed(false),
                      RouteEntry.of(
                          "families",
                          List.of("claude-*", "*-latest"),
                          List.of(BackendEntry.of("b", "claude", null, TimeoutsEntry.DEFAULT))),
                      disabled("off", "claude-2*", "retired")),
                  List.of()),
              Map.of()));

  private static RouteEntry disabled(String name, String... models) {
    RouteEntry on =
        RouteEntry.of(
            name,
            List.of(models),
            List.of(BackendEntry.of("b", "claude", null, TimeoutsEntry.DEFAULT)));
    return new RouteEntry(
        name,
        name,
        on.models(),
        true,
        RouteEntry.State.Disabled,
        null,
        on.callers(),
        on.backends(),
        on.policy());
  }

  private static Caller caller(List<String> routes, List<String> models) {
    return Caller.of(KeyEntry.of("default/k", "aaaabbbbcccc", "00".repeat(32), routes, models));
  }

  @Test
  void anAliasLeadsToTheModelOfItsBackend() {
    // When
    RoutePlan plan = router.route(config, Caller.ANONYMOUS, "smart");

    // Then
    assertThat(plan.publicModel()).isEqualTo("smart");
    assertThat(plan.targets().getFirst().target().model()).isEqualTo("claude-opus-4-8");
  }

  @Test
  void withoutAModelTheBackendGetsTheNameThatWasAskedFor() {
    // When
    RoutePlan plan = router.route(config, Caller.ANONYMOUS, "unknown-model");

    // Then
    assertThat(plan.targets().getFirst().target().model()).isEqualTo("unknown-model");
  }

  @Test
  void theLongContextSuffixIsStrippedBeforeMatching() {
    // When: design.md 10
    RoutePlan plan = router.route(config, Caller.ANONYMOUS, "unknown-model[1m]");

    // Then
    assertThat(plan.route()).isEqualTo("plain");
    assertThat(plan.targets().getFirst().target().model()).isEqualTo("unknown-model");
  }

  @Test
  void whatTheProviderSaysOfItsModelOverridesTheTable() {
    // When
    RoutePlan plan = router.route(config, Caller.ANONYMOUS, "smart");

    // Then
    assertThat(plan.targets().getFirst().target().capabilities().maxOutput()).isEqualTo(456);
    assertThat(plan.targets().getFirst().target().capabilities().contextWindow()).isEqualTo(123);
  }

  @Test
  void anUnknownNameIsNotFound() {
    // When
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class, () -> router.route(config, Caller.ANONYMOUS, "nobody"));

    // Then
    assertThat(failure.error().kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(failure.error().message())
        .isEqualTo("the model \"nobody\" is not served here; GET /v1/models lists what is");
  }

  @Test
  void aKeyMustCoverTheRouteAndTheModel() {
    // Given
    Caller otherRoute = caller(List.of("plain"), List.of("*"));
    Caller otherModel = caller(List.of("*"), List.of("gpt-*"));
    Caller both = caller(List.of("smart"), List.of("claude-*"));

    // Then
    for (Caller refused : List.of(otherRoute, otherModel)) {
      GatewayException failure =
          catchThrowableOfType(
              GatewayException.class, () -> router.route(config, refused, "claude-opus-4-8"));
      assertThat(failure.error().kind()).isEqualTo(ErrorKind.PERMISSION);
    }
    assertThat(router.route(config, both, "claude-opus-4-8").route()).isEqualTo("smart");
  }

  @Test
  void hiddenRoutesAreServedAndNotListed() {
    assertThat(config.listedModels(Caller.ANONYMOUS)).containsExactly("smart", "claude-opus-4-8");
  }

  @Test
  void theStrongestPatternTakesTheName() {
    // Then: kubernetes.md 1.5, models[]
    assertThat(router.route(config, Caller.ANONYMOUS, "claude-opus-4-8").route())
        .isEqualTo("smart");
    assertThat(router.route(config, Caller.ANONYMOUS, "claude-new").route()).isEqualTo("families");
    assertThat(router.route(config, Caller.ANONYMOUS, "x-latest[1m]").route())
        .isEqualTo("families");
  }

  @Test
  void aDisabledRouteIsNotAvailableAndKeepsItsNames() {
    // When: claude-2* is stronger than claude-*, so the name does not fall through to the latter
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class, () -> router.route(config, Caller.ANONYMOUS, "claude-2.1"));

    // Then: kubernetes.md 1.5, state
    assertThat(failure.error().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(failure.error().message())
        .isEqualTo("the model \"claude-2.1\" is switched off on this gateway");
  }

  @Test
  void aStrangerIsNotToldThatARouteIsDisabled() {
    // When
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () -> router.route(config, caller(List.of("smart"), List.of("*")), "claude-2.1"));

    // Then
    assertThat(failure.error().kind()).isEqualTo(ErrorKind.PERMISSION);
  }

  @Test
  void aNameOfAPatternIsShownAndNotListed() {
    assertThat(config.shows(Caller.ANONYMOUS, "claude-new")).isTrue();
    assertThat(config.shows(Caller.ANONYMOUS, "smart")).isTrue();
    assertThat(config.shows(caller(List.of("*"), List.of("gpt-*")), "claude-new")).isFalse();
    assertThat(config.shows(Caller.ANONYMOUS, "unknown-model")).as("hidden").isFalse();
    assertThat(config.shows(Caller.ANONYMOUS, "retired")).as("disabled").isFalse();
    assertThat(config.shows(Caller.ANONYMOUS, "nobody")).isFalse();
  }
}
