package dev.dragoman.protocol.envelope;

import static dev.dragoman.protocol.envelope.Keys.key;
import static dev.dragoman.protocol.envelope.Keys.ring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.envelope.Envelopes.Content;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes of protocols.md 2.6. */
final class EnvelopesTest {
  private static final Content STATE =
      new Content(
          new Signature(new Provider("openai"), "acc", "enc/+=\"\u00e9", Placement.TOOL_CALL),
          "rs_1");

  private final Envelopes envelopes = new Envelopes(ring(key("k1", 1), key("k0", 0)));

  private String sealed() {
    return envelopes.seal(STATE).orElseThrow();
  }

  @Test
  void whatWasSealedOpensUnchanged() {
    assertThat(envelopes.open(sealed())).contains(STATE);
  }

  @Test
  void theFormIsThatOfTheSpecification() {
    // When
    String[] parts = sealed().split("\\.", -1);

    // Then
    assertThat(parts).hasSize(5);
    assertThat(parts[0]).isEqualTo("gw1");
    assertThat(parts[1]).isEqualTo("openai");
    assertThat(new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"value\":\"enc/+=\\\"\u00e9\",\"itemId\":\"rs_1\",\"placement\":\"TOOL_CALL\","
                + "\"scope\":\"acc\"}");
    assertThat(parts[3]).isEqualTo("k1");
    assertThat(Base64.getUrlDecoder().decode(parts[4])).hasSize(32);
  }

  @Test
  void theSameStateIsSealedToTheSameText() {
    assertThat(sealed()).isEqualTo(sealed());
  }

  @Test
  void theKeyBeforeStillOpensAndOneThatIsForgottenDoesNot() {
    // Given
    String old = new Envelopes(ring(key("k0", 0))).seal(STATE).orElseThrow();
    Envelopes rotated = new Envelopes(ring(key("k2", 2), key("k1", 1)));

    // Then
    assertThat(envelopes.open(old)).contains(STATE);
    assertThat(rotated.open(old)).isEmpty();
  }

  @Test
  void aKeyOfTheSameNameThatIsAnotherDoesNotOpen() {
    assertThat(new Envelopes(ring(key("k1", 7))).open(sealed())).isEmpty();
  }

  @Test
  void everyChangedCharacterIsAForgery() {
    // Given
    String sealed = sealed();
    int refused = 0;

    // When
    for (int i = Envelopes.PREFIX.length(); i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String forged = sealed.substring(0, i) + other + sealed.substring(i + 1);
      refused += envelopes.open(forged).isEmpty() ? 1 : 0;
    }

    // Then
    assertThat(refused).isEqualTo(sealed.length() - Envelopes.PREFIX.length());
  }

  @Test
  void everyTruncationIsRefused() {
    // Given
    String sealed = sealed();

    // Then
    for (int end = 0; end < sealed.length(); end++) {
      assertThat(envelopes.open(sealed.substring(0, end))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gw1.", "gw1....", "gw1.a.b.k1.c", "gw2.a.b.c.d", "EqQBCgIYAhIM"})
  void whatIsNoEnvelopeDoesNotOpen(String value) {
    assertThat(envelopes.open(value)).isEmpty();
  }

  @Test
  void moreThanTheBoundIsNeitherSealedNorOpened() {
    // Given
    String large = "x".repeat(Envelopes.MAX_CHARACTERS);
    Content content =
        new Content(new Signature(new Provider("openai"), "", large, Placement.THINKING), null);

    // Then
    assertThat(envelopes.seal(content)).isEmpty();
    assertThat(envelopes.open("gw1." + large)).isEmpty();
  }

  @Test
  void withoutAKeyNothingIsSealed() {
    assertThat(new Envelopes(KeyRing.EMPTY).seal(STATE)).isEmpty();
  }

  @Test
  void aKeyDoesNotShowItsSecret() {
    assertThat(key("k1", 65)).hasToString("EnvelopeKey[k1]");
  }
}
