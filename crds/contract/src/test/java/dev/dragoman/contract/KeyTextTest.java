package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTextTest {
  @Test
  void aNewKeyHasTheDocumentedForm() {
    // When
    KeyText key = KeyText.generate(new SecureRandom());

    // Then
    assertThat(key.text()).matches("sk-dgm-[a-z2-7]{12}-[0-9A-Za-z]{43}-[0-9A-Za-z]{6}");
    assertThat(KeyText.isKeyText(key.text())).isTrue();
    assertThat(KeyText.keyIdOf(key.text())).isEqualTo(key.keyId());
  }

  @Test
  void keysDiffer() {
    // Given
    SecureRandom random = new SecureRandom();
    Set<String> texts = new HashSet<>();

    // When
    for (int i = 0; i < 100; i++) {
      texts.add(KeyText.generate(random).text());
    }

    // Then
    assertThat(texts).hasSize(100);
  }

  @Test
  void aMistypedKeyFailsItsChecksum() {
    // Given
    String text = KeyText.generate(new SecureRandom()).text();
    int at = 30;
    char other = text.charAt(at) == 'x' ? 'y' : 'x';

    // When
    String mistyped = text.substring(0, at) + other + text.substring(at + 1);

    // Then
    assertThat(KeyText.isKeyText(mistyped)).isFalse();
  }

  @Test
  void aForeignTextIsLookedUpByItsDigest() {
    // Given: SHA-256("secret") begins 2bb80d537b1da3e3…, in base32 fo4a2u33dwr6…
    String foreign = "secret";

    // Then
    assertThat(KeyText.keyIdOf(foreign)).isEqualTo("fo4a2u33dwr6");
    assertThat(KeyText.digestOf(foreign))
        .isEqualTo("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
  }

  @Test
  void theSecretIsNotPrinted() {
    // Given
    KeyText key = KeyText.generate(new SecureRandom());

    // Then
    assertThat(key.toString()).contains(key.keyId()).doesNotContain(key.text().substring(20));
  }

  @Test
  void aKeyThatIsMadeAnewKeepsItsPublicId() {
    // Given
    KeyText first = KeyText.generate(new SecureRandom());

    // When
    KeyText second = KeyText.generate(new SecureRandom(), first.keyId());

    // Then
    assertThat(second.keyId()).isEqualTo(first.keyId());
    assertThat(KeyText.keyIdOf(second.text())).isEqualTo(first.keyId());
    assertThat(second.text()).isNotEqualTo(first.text());
  }
}
