package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.NEW;
import static dev.dragoman.protocol.anthropic.Wire.OLD;
import static dev.dragoman.protocol.anthropic.Wire.decodedWith;
import static dev.dragoman.protocol.anthropic.Wire.encoded;
import static dev.dragoman.protocol.anthropic.Wire.paths;
import static dev.dragoman.protocol.anthropic.Wire.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.model.ChatRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class AnthropicSamplingTest {
  private static final String ALL = "\"temperature\":0.5,\"top_p\":0.9,\"top_k\":40";

  @Test
  @Tag("pitfall-88")
  void zeroIsSent() {
    // When
    var body = Wire.body(decodedWith("\"temperature\":0,\"top_p\":0,\"top_k\":0"));

    // Then
    assertThat(body.get("temperature").asInt()).isZero();
    assertThat(body.get("top_p").asInt()).isZero();
    assertThat(body.get("top_k").isIntegralNumber()).isTrue();
  }

  @Test
  @Tag("pitfall-89")
  void temperatureIsClampedWithAWarning() {
    // When
    Encoded encoded = encoded(decodedWith("\"temperature\":1.7"), OLD);

    // Then
    assertThat(tree(encoded.request().body()).get("temperature").asDouble()).isEqualTo(1.0);
    assertThat(paths(encoded)).containsExactly("temperature");
  }

  @Test
  @Tag("pitfall-90")
  void theVersionThatRefusesSamplingGetsNone() {
    // Given
    ChatRequest request =
        Wire.decoded(
            "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                + ALL
                + "}",
            "anthropic-version",
            "2026-10-21");

    // When
    Encoded encoded = encoded(request, OLD);

    // Then
    assertThat(tree(encoded.request().body()).propertyNames())
        .containsExactly("model", "max_tokens", "messages");
    assertThat(paths(encoded)).containsExactly("temperature", "top_p", "top_k");
  }

  @Test
  void modelsThatTakeOneOfTwoKeepTemperature() {
    // When
    Encoded encoded = encoded(decodedWith(ALL), "claude-sonnet-4-5");

    // Then
    assertThat(tree(encoded.request().body()).propertyNames())
        .contains("temperature", "top_k")
        .doesNotContain("top_p");
    assertThat(paths(encoded)).containsExactly("top_p");
  }

  @Test
  void topPAloneIsKept() {
    assertThat(
            tree(encoded(decodedWith("\"top_p\":0.9"), "claude-sonnet-4-5").request().body())
                .get("top_p")
                .asDouble())
        .isEqualTo(0.9);
  }

  @Test
  void modelsThatTakeNoneGetNone() {
    // When
    Encoded encoded = encoded(decodedWith(ALL), NEW);

    // Then
    assertThat(tree(encoded.request().body()).propertyNames())
        .doesNotContain("temperature", "top_p", "top_k");
    assertThat(paths(encoded)).containsExactly("temperature", "top_p", "top_k");
  }

  /** litellm#3286, #7484. */
  @Test
  @Tag("pitfall-93")
  void stopSequencesOfWhiteSpaceAreLeftOut() {
    // When
    Encoded encoded = encoded(decodedWith("\"stop_sequences\":[\" \",\"\",\"END\",\"\\n\"]"), OLD);

    // Then
    assertThat(tree(encoded.request().body()).get("stop_sequences")).isEqualTo(tree("[\"END\"]"));
    assertThat(paths(encoded))
        .containsExactly("stop_sequences", "stop_sequences", "stop_sequences");
  }
}
