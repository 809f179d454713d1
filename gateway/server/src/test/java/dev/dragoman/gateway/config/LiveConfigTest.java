package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
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
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class LiveConfigTest {
  private final HttpAccounts accounts = new HttpAccounts(VirtualTimeScheduler.create());
  private final List<ApplyOutcome> told = new ArrayList<>();
  private final LiveConfig live = live(configuration(5, "smart", "here"));

  private LiveConfig live(Configuration first) {
    return new LiveConfig(
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
  void nobodyHoldsAnEarlierSnapshot() {
    // Given
    WeakReference<RuntimeConfig> earlier = new WeakReference<>(live.holder().current());

    // When
    live.apply(configuration(6, "quick", "here"));

    // Then
    assertThat(Garbage.isCollected(earlier)).isTrue();
  }
}
