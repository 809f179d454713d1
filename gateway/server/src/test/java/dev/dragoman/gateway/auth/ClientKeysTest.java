package dev.dragoman.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.protocol.wire.WireHeaders;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two credentials on one request (design.md 10). */
class ClientKeysTest {
  private static final KeyText OWN = KeyText.generate(new SecureRandom());
  private static final Caller CALLER =
      Caller.of(
          KeyEntry.of(
              "default/me", OWN.keyId(), KeyText.digestOf(OWN.text()), List.of("*"), List.of("*")));

  @Test
  void theOtherCredentialIsTheCallersOwnWhateverHeadersCarryThem() {
    assertThat(
            ClientKeys.of(
                WireHeaders.of("x-api-key", "sk-vendor", "authorization", "Bearer " + OWN.text()),
                CALLER))
        .isEqualTo("sk-vendor");
    assertThat(
            ClientKeys.of(
                WireHeaders.of("x-api-key", OWN.text(), "authorization", "Bearer sk-vendor"),
                CALLER))
        .isEqualTo("sk-vendor");
  }

  @Test
  void whatOpensTheGatewayIsNeverTheCallersOwn() {
    assertThat(ClientKeys.of(WireHeaders.of("x-api-key", OWN.text()), CALLER)).isNull();
    assertThat(ClientKeys.of(WireHeaders.of("x-api-key", OWN.text()), Caller.ANONYMOUS)).isNull();
    assertThat(
            ClientKeys.of(
                WireHeaders.of("x-api-key", "foreign", "authorization", "Bearer foreign"), CALLER))
        .isNull();
  }

  @Test
  void whereNoKeyIsAskedForTheOnlyCredentialIsTheCallersOwn() {
    assertThat(ClientKeys.of(WireHeaders.of("x-api-key", "sk-vendor"), Caller.ANONYMOUS))
        .isEqualTo("sk-vendor");
    assertThat(ClientKeys.of(WireHeaders.NONE, Caller.ANONYMOUS)).isNull();
  }
}
