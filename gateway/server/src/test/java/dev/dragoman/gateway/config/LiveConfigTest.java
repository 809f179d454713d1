package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.Garbage;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ApplyOutcome.Stale;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class LiveConfigTest {
  private final HttpAccounts accounts = new HttpAccounts(VirtualTimeScheduler.create());
  private final List<ApplyOutcome> told = new ArrayList<>();
  private final LiveConfig live = live(configuration(5, "smart", "here"));

  private LiveConfig live(Configuration first) {
    return LiveConfig.serving(
        first, accounts, Clock.systemUTC(), (configuration, outcome, took) -> told.add(outcome));
  }

  /** A provider {@code here}, and a route of the model to the named provider. */
  private static Configuration configuration(long generation, String model, String provider) {
    return configuration(generation, model, provider, "https://example.com");
  }

  private static Configuration configuration(
      long generation, String model, String provider, String baseUrl) {
    return new Configuration(
        GatewayConfig.of(
            generation,
            GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
            List.of(
                ProviderEntry.at(
                    URI.create(baseUrl), "here", ProtocolName.OpenAIChat, AuthEntry.NONE)),
            List.of(
                RouteEntry.of(
                    "route",
                    List.of(model),
                    List.of(BackendEntry.of("b", provider, null, TimeoutsEntry.DEFAULT)))),
            List.of()),
        Map.of());
  }

  @Test
  void theNextSnapshotIsInForceWhenApplyReturns() {
    // When
    ApplyOutcome outcome = live.apply(configuration(6, "quick", "here"));

    // Then
    assertThat(outcome).isEqualTo(new Applied(6, List.of()));
    assertThat(live.holder().current().route("quick")).isNotNull();
    assertThat(live.holder().current().route("smart")).isNull();
    assertThat(told).containsExactly(new Applied(5, List.of()), outcome);
  }

  @Test
  void whatDoesNotCompileChangesNothing() {
    // Given
    RuntimeConfig before = live.holder().current();

    // When
    ApplyOutcome outcome = live.apply(configuration(6, "quick", "nowhere"));

    // Then
    assertThat(outcome).isEqualTo(new Rejected(6, 5, "route route: there is no provider nowhere"));
    assertThat(live.holder().current()).isSameAs(before);
    assertThat(accounts.count()).isEqualTo(1);
  }

  @Test
  void aFirstConfigurationThatDoesNotCompileStartsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> live(configuration(1, "smart", "nowhere")))
        .withMessage("route route: there is no provider nowhere");
  }

  @Test
  void anOlderGenerationDoesNotUndoANewerOne() {
    // Given
    RuntimeConfig before = live.holder().current();

    // When
    ApplyOutcome outcome = live.apply(configuration(4, "quick", "here"));

    // Then
    assertThat(outcome).isEqualTo(new Stale(4, 5));
    assertThat(live.holder().current()).isSameAs(before);
  }

  @Test
  void theSameGenerationIsAppliedAgain() {
    // When
    ApplyOutcome outcome = live.apply(configuration(5, "quick", "here"));

    // Then
    assertThat(outcome).isEqualTo(new Applied(5, List.of()));
    assertThat(live.holder().current().route("quick")).isNotNull();
  }

  @Test
  void aHostThatIsNoHostLeavesOutItsProviderAlone() {
    // When
    ApplyOutcome outcome =
        live.apply(configuration(6, "quick", "here", "http://under_score.example/v1"));

    // Then
    assertThat(outcome)
        .isEqualTo(
            new Applied(
                6,
                List.of(
                    "provider here is left out: its base URL has no valid host name",
                    "route route is left out: none of its backends is served")));
  }

  @Test
  void aThousandAppliesKeepOneAccount() {
    // When
    for (int i = 6; i < 1_006; i++) {
      live.apply(configuration(i, "model-" + i, i % 3 == 0 ? "nowhere" : "here"));
    }

    // Then
    assertThat(accounts.count()).isEqualTo(1);
  }

  @Test
  void nothingIsInForceBeforeTheFirstConfiguration() {
    // Given
    LiveConfig later =
        new LiveConfig(accounts, Clock.systemUTC(), (configuration, outcome, took) -> {});

    // When
    Throwable refusal = catchThrowable(() -> later.holder().current());
    ApplyOutcome outcome = later.apply(configuration(3, "smart", "here"));

    // Then
    assertThat(refusal)
        .isInstanceOfSatisfying(
            GatewayException.class,
            failure -> assertThat(failure.error().kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    assertThat(outcome).isEqualTo(new Applied(3, List.of()));
    assertThat(later.holder().current().route("smart")).isNotNull();
  }

  @Test
  void aLowerGenerationOfAnotherEpochIsApplied() {
    // Given
    Configuration restored = configuration(2, "quick", "here");

    // When
    ApplyOutcome outcome =
        live.apply(new Configuration(new UUID(1, 1), restored.config(), restored.credentials()));

    // Then
    assertThat(outcome).isEqualTo(new Applied(2, List.of()));
    assertThat(live.holder().current().route("quick")).isNotNull();
  }

  @Test
  void whatIsDeniedIsRefusedAtOnceAndUnderLaterConfigurations() {
    // Given
    Denials denials = new Denials(1, List.of(), List.of("route"), List.of());

    // When
    boolean taken = live.deny(denials);
    RuntimeConfig now = live.holder().current();
    live.apply(configuration(6, "smart", "here"));

    // Then
    assertThat(taken).isTrue();
    assertThat(now.route("smart")).isNull();
    assertThat(live.holder().current().generation()).isEqualTo(6);
    assertThat(live.holder().current().route("smart")).isNull();
  }

  @Test
  void denialsThatAreTakenBackServeAgain() {
    // Given
    live.deny(new Denials(1, List.of(), List.of("route"), List.of()));

    // When
    live.deny(new Denials(2, List.of(), List.of(), List.of()));

    // Then
    assertThat(live.holder().current().route("smart")).isNotNull();
  }

  @Test
  void olderDenialsChangeNothing() {
    // Given
    live.deny(new Denials(5, List.of(), List.of("route"), List.of()));
    RuntimeConfig before = live.holder().current();

    // When
    boolean taken = live.deny(new Denials(5, List.of(), List.of(), List.of()));

    // Then
    assertThat(taken).isFalse();
    assertThat(live.holder().current()).isSameAs(before);
  }

  @Test
  void denialsBeforeTheFirstConfigurationHoldUnderIt() {
    // Given
    LiveConfig later =
        new LiveConfig(accounts, Clock.systemUTC(), (configuration, outcome, took) -> {});
    later.deny(new Denials(1, List.of(), List.of("here"), List.of()));

    // When
    later.apply(configuration(3, "smart", "here"));

    // Then
    assertThat(later.holder().current().route("smart")).isNull();
  }

  @Test
  @Tag("requirement-37")
  void aCredentialThatHasNotArrivedLeavesOutItsProviderAlone() {
    // Given
    CredentialRef missing = new CredentialRef("default/secret/key");
    GatewayConfig config =
        GatewayConfig.of(
            6,
            GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
            List.of(
                provider("here", AuthEntry.NONE), provider("locked", AuthEntry.secretKey(missing))),
            List.of(route("open", "smart", "here"), route("shut", "quick", "locked")),
            List.of());

    // When
    ApplyOutcome without = live.apply(new Configuration(config, Map.of()));
    boolean servedWithout = live.holder().current().route("quick") != null;
    ApplyOutcome with = live.apply(new Configuration(config, Map.of(missing, "secret")));

    // Then
    assertThat(without)
        .isEqualTo(
            new Applied(
                6,
                List.of(
                    "provider locked is left out: there is no value for credential"
                        + " default/secret/key",
                    "route shut is left out: none of its backends is served")));
    assertThat(servedWithout).isFalse();
    assertThat(with).isEqualTo(new Applied(6, List.of()));
    assertThat(live.holder().current().route("quick")).isNotNull();
  }

  private static ProviderEntry provider(String name, AuthEntry auth) {
    return ProviderEntry.at(URI.create("https://example.com"), name, ProtocolName.OpenAIChat, auth);
  }

  private static RouteEntry route(String name, String model, String provider) {
    return RouteEntry.of(
        name, List.of(model), List.of(BackendEntry.of("b", provider, null, TimeoutsEntry.DEFAULT)));
  }

  @Test
  void nobodyHoldsAnEarlierSnapshot() {
    // Given
    WeakReference<RuntimeConfig> earlier = new WeakReference<>(live.holder().current());

    // When
    live.apply(configuration(6, "quick", "here"));

    // Then
    assertThat(Garbage.isCollected(earlier)).isTrue();
  }
}
