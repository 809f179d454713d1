package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ParameterEncoderTest {
  private static ChatRequest with(String members) {
    return Chat.decode(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]," + members + "}");
  }

  private static void assertSent(String members, Capabilities capabilities, String sent) {
    JsonNode expected =
        Chat.tree(
            "{\"model\":\"served\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]"
                + (sent.isEmpty() ? "" : "," + sent)
                + "}");
    assertThat(Chat.encodedBody(with(members), capabilities)).isEqualTo(expected);
  }

  private static GatewayException refused(String members, Capabilities capabilities) {
    return catchThrowableOfType(
        GatewayException.class, () -> Chat.encode(with(members), capabilities));
  }

  /** litellm#822, promptfoo#7323. */
  @Test
  @Tag("pitfall-88")
  void zeroIsSent() {
    assertSent(
        "\"temperature\":0,\"top_p\":0,\"seed\":0,\"presence_penalty\":0",
        Chat.PLAIN_SERVER,
        "\"temperature\":0,\"top_p\":0,\"seed\":0,\"presence_penalty\":0");
  }

  @Test
  @Tag("pitfall-91")
  void theOutputBoundHasTheNameThatTheTargetTakes() {
    assertSent("\"max_tokens\":5", Chat.OPENAI, "\"max_completion_tokens\":5");
    assertSent("\"max_completion_tokens\":5", Chat.PLAIN_SERVER, "\"max_tokens\":5");
    assertSent("\"n\":1", Chat.without(Chat.PLAIN_SERVER, Flag.CANDIDATES), "");
  }

  @Test
  @Tag("pitfall-91")
  void reasoningModelsOfTheTableGetTheirOwnFields() {
    // Given
    Capabilities reasoning = Families.load().of(ProtocolId.OPENAI_CHAT, "gpt-5.1");

    // Then
    assertSent("\"max_tokens\":5,\"temperature\":1", reasoning, "\"max_completion_tokens\":5");
  }

  @Test
  void aBoundOfZeroIsRefused() {
    assertThat(refused("\"max_tokens\":0", Chat.OPENAI).error().param()).isEqualTo("max_tokens");
  }

  @Test
  void aBoundAboveTheModelsIsLoweredWithAWarning() {
    // Given
    Capabilities small = Families.load().of(ProtocolId.OPENAI_CHAT, "gpt-4o");

    // When
    Encoded encoded = Chat.encode(with("\"max_tokens\":64000"), small);

    // Then
    assertThat(Chat.tree(Chat.text(encoded.request().body())).get("max_completion_tokens").asInt())
        .isEqualTo(16384);
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly("max_tokens");
  }

  /** Qwen-Agent#808. */
  @Test
  @Tag("pitfall-94")
  void sixStopSequencesBecomeFourWithAWarning() {
    // When
    Encoded encoded =
        Chat.encode(with("\"stop\":[\"a\",\"\",\"b\",\"c\",\"d\",\"e\",\"f\"]"), Chat.OPENAI);

    // Then
    assertThat(Chat.tree(Chat.text(encoded.request().body())).get("stop"))
        .isEqualTo(Chat.tree("[\"a\",\"b\",\"c\",\"d\"]"));
    assertThat(encoded.dropped())
        .containsExactly(Dropped.advisory("stop", "only the first 4 stop sequences were sent"));
  }

  @Test
  void stopSequencesAreWatchedForByTheGatewayWhereNoneAreTaken() {
    // When
    Encoded encoded =
        Chat.encode(
            with("\"stop\":[\"a\",\"\"]"), Families.load().of(ProtocolId.OPENAI_CHAT, "o3"));

    // Then
    assertThat(Chat.tree(Chat.text(encoded.request().body())).has("stop")).isFalse();
    assertThat(encoded.emulation().stopSequences()).containsExactly("a");
    assertThat(encoded.dropped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "temperature | 0.5",
        "top_p | 0.5",
        "top_k | 5",
        "frequency_penalty | 1",
        "presence_penalty | 1",
        "seed | 1",
        "logprobs | true",
        "top_logprobs | 2",
        "'logit_bias' | '{\"1\":2}'",
        "reasoning_effort | '\"high\"'",
        "metadata | '{\"a\":\"b\"}'",
        "service_tier | '\"batch\"'"
      })
  void whatIsNotTakenIsDroppedWithAWarning(String name, String value) {
    // Given
    Capabilities bare =
        Chat.capabilities(
            EnumSet.noneOf(Flag.class), SamplingSet.NONE, SystemPlacement.SYSTEM, "max_tokens");

    // When
    Encoded encoded = Chat.encode(with("\"" + name + "\":" + value), bare);

    // Then
    assertThat(Chat.tree(Chat.text(encoded.request().body())).propertyNames())
        .containsExactlyInAnyOrder("model", "messages");
    assertThat(encoded.dropped())
        .singleElement()
        .satisfies(dropped -> {
          assertThat(dropped.loss()).isEqualTo(Dropped.Loss.ADVISORY);
          assertThat(dropped.path()).isEqualTo(name);
        });
  }

  @Test
  void ofTemperatureAndTopPOnlyTheFirstIsSentWhereOneIsTaken() {
    // Given
    Capabilities oneOf =
        Chat.capabilities(
            EnumSet.noneOf(Flag.class), SamplingSet.ONE_OF, SystemPlacement.SYSTEM, "max_tokens");

    // Then
    assertSent("\"temperature\":0.5,\"top_p\":0.9", oneOf, "\"temperature\":0.5");
    assertSent("\"top_p\":0.9", oneOf, "\"top_p\":0.9");
  }

  /** OpenAI answers 400 to an id of more than 64 characters; Claude Code sends 150. */
  @ParameterizedTest
  @ValueSource(strings = {"user", "safety_identifier"})
  void aLongUserIsSentAsAHashWithAWarning(String field) {
    // Given
    String atMost = "u".repeat(64);
    String tooLong = atMost + "u";

    // When
    Encoded encoded = Chat.encode(with("\"" + field + "\":\"" + tooLong + "\""), Chat.OPENAI);
    JsonNode body = Chat.tree(Chat.text(encoded.request().body()));

    // Then
    assertThat(body.get(field).asString()).matches("[0-9a-f]{32}");
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly(field);
    assertThat(Chat.encodedBody(with("\"" + field + "\":\"" + tooLong + "\""), Chat.OPENAI))
        .isEqualTo(body);
    String short64 = "\"" + field + "\":\"" + atMost + "\"";
    assertSent(short64, Chat.OPENAI, short64);
  }

  @Test
  @Tag("pitfall-95")
  void metadataIsSentOnlyWithStore() {
    assertSent("\"metadata\":{\"a\":\"b\"},\"user\":\"u\"", Chat.OPENAI, "\"user\":\"u\"");
    assertSent(
        "\"metadata\":{\"a\":\"b\"},\"store\":true",
        Chat.OPENAI,
        "\"metadata\":{\"a\":\"b\"},\"store\":true");
  }

  @Test
  void usageIsAlwaysAskedForInStreams() {
    assertSent(
        "\"stream\":true,\"stream_options\":{\"include_obfuscation\":false}",
        Chat.OPENAI,
        "\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false}");
    assertSent("\"stream\":true", Chat.without(Chat.OPENAI, Flag.STREAM_USAGE), "\"stream\":true");
  }

  @Test
  void theRequestSaysWhereAndHow() {
    // When
    WireRequest wire = Chat.encode(with("\"stream\":true"), Chat.OPENAI).request();

    // Then
    assertThat(wire.path()).isEqualTo("/chat/completions");
    assertThat(wire.stream()).isTrue();
    assertThat(wire.headers().first("accept")).isEqualTo("text/event-stream");
    assertThat(Chat.PROTOCOL.outbound().credential("k").first("authorization"))
        .isEqualTo("Bearer k");
  }

  @Test
  void severalCandidatesAreRefusedWhereOneIsGiven() {
    assertSent("\"n\":2", Chat.OPENAI, "\"n\":2");
    assertThat(refused("\"n\":2", Chat.without(Chat.OPENAI, Flag.CANDIDATES)).error().param())
        .isEqualTo("n");
  }

  @ParameterizedTest
  @CsvSource({
    "auto,auto",
    "standard_only,default",
    "default,default",
    "flex,flex",
    "priority,priority"
  })
  void serviceTiersAreMapped(String given, String sent) {
    assertSent(
        "\"service_tier\":\"" + given + "\"", Chat.OPENAI, "\"service_tier\":\"" + sent + "\"");
  }

  @Test
  void theFormOfTheAnswerIsSentWhereItIsTaken() {
    assertSent(
        "\"response_format\":{\"type\":\"json_object\"}",
        Chat.OPENAI,
        "\"response_format\":{\"type\":\"json_object\"}");
    assertSent("\"response_format\":{\"type\":\"text\"}", Chat.OPENAI, "");
  }

  @Test
  @Tag("pitfall-67")
  void aSchemaHasANameThatOpenAiTakes() {
    assertSent(
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
            + "{\"name\":\"my answer/1\",\"schema\":{\"type\":\"object\"}}}",
        Chat.OPENAI,
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
            + "{\"name\":\"my_answer_1\",\"schema\":{\"type\":\"object\"}}}");
  }

  @Test
  void ownExtensionsAreSentAndForeignOnesAreNot() {
    // Given
    ChatRequest own = with("\"web_search_options\":{\"a\":1.0}");
    ChatRequest foreign =
        new ChatRequest(
            own.model(),
            own.messages(),
            own.system(),
            own.tools(),
            null,
            null,
            own.sampling(),
            null,
            own.stopSequences(),
            null,
            null,
            null,
            null,
            false,
            false,
            own.identity(),
            null,
            null,
            Extensions.of(
                ProtocolId.ANTHROPIC,
                Map.of(
                    "context_management",
                    JsonText.EMPTY_OBJECT,
                    "a-field",
                    JsonText.EMPTY_OBJECT,
                    "anthropic-version",
                    JsonText.ofString("2023-06-01"))),
            SourcePaths.NEUTRAL);

    // When
    Encoded encoded = Chat.encode(foreign, Chat.OPENAI);

    // Then
    assertThat(Chat.text(Chat.encode(own, Chat.OPENAI).request().body()))
        .endsWith("\"web_search_options\":{\"a\":1.0}}");
    assertThat(Chat.text(encoded.request().body())).doesNotContain("context_management");
    assertThat(encoded.dropped())
        .extracting(Dropped::path)
        .containsExactlyInAnyOrder("context_management", "a-field");
  }
}
