package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What has not changed is not made again (kubernetes.md 3.4): it is the same object. */
class IncrementalTest {
  private static final CredentialRef CREDENTIAL = new CredentialRef("default/secret/key");
  private static final GatewayEntry GATEWAY =
      GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of());
  private static final KeyEntry FIRST_KEY = key("first");
  private static final KeyEntry SECOND_KEY = key("second");

  private final LiveConfig live =
      LiveConfig.serving(
          configuration(GATEWAY, "https://example.com", "secret", "gpt"),
          new HttpAccounts(VirtualTimeScheduler.create()),
          Clock.systemUTC(),
          (configuration, outcome, took) -> {});
  private final RuntimeConfig before = live.holder().current();

  /**
   * Route {@code open} to a provider without credential, {@code locked} to one with it.
   *
   * @param url of the provider of {@code open}
   * @param upstreamModel of the route {@code open}
   */
  private static Configuration configuration(
      GatewayEntry gateway, String url, String secret, String upstreamModel) {
    return new Configuration(
        GatewayConfig.of(
            1,
            gateway,
            List.of(
                provider("free", url, AuthEntry.NONE),
                provider("paid", "https://example.com", AuthEntry.secretKey(CREDENTIAL))),
            List.of(route("open", "free", upstreamModel), route("locked", "paid", "gpt")),
            List.of(FIRST_KEY, SECOND_KEY)),
        Map.of(CREDENTIAL, secret));
  }

  private static ProviderEntry provider(String name, String url, AuthEntry auth) {
    return ProviderEntry.at(URI.create(url), name, ProtocolName.OpenAIChat, auth);
  }

  private static RouteEntry route(String name, String provider, String upstreamModel) {
    return RouteEntry.of(
        name,
        List.of(name),
        List.of(BackendEntry.of("only", provider, upstreamModel, TimeoutsEntry.DEFAULT)));
  }

  private static KeyEntry key(String text) {
    return KeyEntry.of(
        "default/" + text,
        KeyText.keyIdOf(text),
        KeyText.digestOf(text),
        List.of("*"),
        List.of("*"));
  }

  private void routeIsKept(String model) {
    assertThat(live.holder().current().route(model)).isNotNull().isSameAs(before.route(model));
  }

  private void routeIsMadeAnew(String model) {
    assertThat(live.holder().current().route(model)).isNotNull().isNotSameAs(before.route(model));
  }

  private void keyIsKept(KeyEntry key) {
    assertThat(live.holder().current().key(key.keyId()))
        .isNotNull()
        .isSameAs(before.key(key.keyId()));
  }

  private void keyIsMadeAnew(KeyEntry key) {
    assertThat(live.holder().current().key(key.keyId()))
        .isNotNull()
        .isNotSameAs(before.key(key.keyId()));
  }

  @Test
  void anEditOfOneRouteKeepsTheOthersAndTheKeys() {
    // When
    live.apply(configuration(GATEWAY, "https://example.com", "secret", "gpt-next"));

    // Then
    routeIsMadeAnew("open");
    routeIsKept("locked");
    keyIsKept(FIRST_KEY);
  }

  @Test
  void anotherProviderMakesItsRoutesAlone() {
    // When
    live.apply(configuration(GATEWAY, "https://other.example", "secret", "gpt"));

    // Then
    routeIsMadeAnew("open");
    routeIsKept("locked");
  }

  @Test
  void anotherCredentialMakesTheRoutesThatShowItAlone() {
    // When
    live.apply(configuration(GATEWAY, "https://example.com", "rotated", "gpt"));

    // Then
    routeIsKept("open");
    routeIsMadeAnew("locked");
  }

  @Test
  void otherRangesMakeEveryRouteAndNoKey() {
    // Given
    GatewayEntry wider = GATEWAY.withUpstreamCidrs(List.of("10.0.0.0/8"));

    // When
    live.apply(configuration(wider, "https://example.com", "secret", "gpt"));

    // Then
    routeIsMadeAnew("open");
    routeIsMadeAnew("locked");
    keyIsKept(FIRST_KEY);
  }

  @Test
  void aDenialMakesWhatItDeniesAlone() {
    // When
    live.deny(new Denials(1, List.of(FIRST_KEY.keyId()), List.of(), List.of()));

    // Then
    keyIsMadeAnew(FIRST_KEY);
    keyIsKept(SECOND_KEY);
    routeIsKept("open");
  }

  @Test
  void whatWasRejectedLeavesNothingBehind() {
    // Given
    Configuration valid = configuration(GATEWAY, "https://example.com", "secret", "gpt");
    GatewayConfig broken =
        valid.config().withUpstreams(List.of(), List.of(route("open", "free", "gpt-next")));

    // When
    live.apply(new Configuration(broken, valid.credentials()));
    live.apply(valid);

    // Then
    routeIsKept("open");
    routeIsKept("locked");
  }
}
