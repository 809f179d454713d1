package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.Denials.Withdrawn;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names are uids here: the entries' factories make them so. */
class RefusalsTest {
  private static final KeyEntry KEY = key("key-text", List.of("*"));
  private static final GatewayConfig CONFIG =
      GatewayConfig.of(
          1,
          GatewayEntry.of("gateway", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
          List.of(provider("one"), provider("two")),
          List.of(route("both", "one", "two"), route("single", "one")),
          List.of(KEY));

  private static ProviderEntry provider(String name) {
    return ProviderEntry.simulated(name, SimulatedEntry.DEFAULT);
  }

  private static RouteEntry route(String name, String... providers) {
    return RouteEntry.of(
        name,
        List.of(name),
        Arrays.stream(providers)
            .map(provider -> BackendEntry.of(provider, provider, null, TimeoutsEntry.DEFAULT))
            .toList());
  }

  private static KeyEntry key(String text, List<String> routes) {
    return KeyEntry.of(
        "default/key", KeyText.keyIdOf(text), KeyText.digestOf(text), routes, List.of("*"));
  }

  private static GatewayConfig without(Denials denials) {
    return Refusals.in(CONFIG, denials);
  }

  private static Denials uids(String... uids) {
    return new Denials(1, List.of(), List.of(uids), List.of());
  }

  private static Denials withdrawn(String from, String to) {
    return new Denials(1, List.of(), List.of(), List.of(new Withdrawn(from, to)));
  }

  @Test
  void whereNothingIsDeniedNothingChanges() {
    assertThat(without(Denials.NONE)).isSameAs(CONFIG);
  }

  @Test
  void aDeniedRouteIsGone() {
    assertThat(without(uids("single")).routes()).containsExactly(CONFIG.routes().getFirst());
  }

  @Test
  void whatIsNotDeniedStaysTheSameObject() {
    // When
    GatewayConfig left = without(new Denials(1, List.of(KEY.keyId()), List.of("two"), List.of()));

    // Then
    assertThat(left.providers().getFirst()).isSameAs(CONFIG.providers().getFirst());
    assertThat(left.routes().getLast()).isSameAs(CONFIG.routes().getLast());
    assertThat(without(uids("single")).keys().getFirst()).isSameAs(KEY);
  }

  @Test
  void aDeniedProviderTakesItsBackendsAndTheRoutesThatHaveNoOther() {
    // When
    GatewayConfig left = without(uids("one"));

    // Then
    assertThat(left.providers()).extracting(ProviderEntry::name).containsExactly("two");
    assertThat(left.routes()).containsExactly(route("both", "two"));
  }

  @Test
  void aRouteThatMayNotUseAProviderLosesThatBackendAlone() {
    // When
    GatewayConfig left = without(withdrawn("both", "one"));

    // Then
    assertThat(left.providers()).isEqualTo(CONFIG.providers());
    assertThat(left.routes()).containsExactly(route("both", "two"), route("single", "one"));
  }

  @Test
  void aRouteThatMayNotAttachAnyMoreIsGone() {
    assertThat(without(withdrawn("single", "gateway")).routes())
        .containsExactly(CONFIG.routes().getFirst());
  }

  @Test
  void aDeniedKeyIsKnownAsRevoked() {
    // When
    GatewayConfig byId = without(new Denials(1, List.of(KEY.keyId()), List.of(), List.of()));
    GatewayConfig byUid = without(uids("default/key"));
    GatewayConfig byConsent = without(withdrawn("default/key", "gateway"));

    // Then
    assertThat(List.of(byId, byUid, byConsent))
        .allSatisfy(
            left -> assertThat(left.keys()).containsExactly(KEY.withState(KeyEntry.State.Revoked)));
  }

  @Test
  void aSuspendedKeyThatIsDeniedStaysSuspended() {
    // Given
    KeyEntry suspended = KEY.withState(KeyEntry.State.Suspended);

    // When
    GatewayConfig left =
        Refusals.in(
            CONFIG.withKeys(List.of(suspended)),
            new Denials(1, List.of(KEY.keyId()), List.of(), List.of()));

    // Then
    assertThat(left.keys()).containsExactly(suspended);
  }

  @Test
  void aKeyThatMayNotCallARouteKeepsTheOthers() {
    // When
    GatewayConfig left = without(withdrawn("default/key", "single"));

    // Then
    assertThat(left.keys()).containsExactly(KEY.withRoutes(List.of("both")));
  }
}
