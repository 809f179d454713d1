package dev.dragoman.protocol.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.EncodedEmbeddings;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingRequest.Format;
import dev.dragoman.protocol.model.EmbeddingRequest.Input;
import dev.dragoman.protocol.model.EmbeddingRequest.Purpose;
import dev.dragoman.protocol.model.EmbeddingRequest.Spelling;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Source of all shapes: "Amazon Titan Embeddings Text", "Cohere Embed v3" and "Cohere Embed v4" in
 * the Bedrock user guide.
 */
class InvokeEmbeddingsTest {
  private static final Spelling SPELLING =
      new Spelling(ProtocolId.OPENAI_EMBEDDINGS, "input", "dimensions", "input_type", "user");

  private final InvokeEmbeddings codec = new InvokeEmbeddings();

  private static Target target(String model) {
    return new Target(model, Families.load().of(ProtocolId.BEDROCK, model));
  }

  private static EmbeddingRequest asking(
      int texts, @Nullable Integer dimensions, @Nullable Purpose purpose) {
    return new EmbeddingRequest(
        "house",
        Collections.nCopies(texts, new Input.Text("hey")),
        true,
        dimensions,
        Format.FLOAT,
        purpose,
        "u",
        Map.of(),
        SPELLING);
  }

  private static WireResponse answer(String body, String... headers) {
    return new WireResponse(200, WireHeaders.of(headers), body.replace('\'', '"').getBytes(UTF_8));
  }

  private static String text(WireRequest request) {
    return new String(request.body(), UTF_8);
  }

  @Test
  void titanTakesOneTextACall() {
    // When
    EncodedEmbeddings encoded =
        codec.encodeRequest(
            asking(2, 256, Purpose.SEARCH_QUERY), target("amazon.titan-embed-text-v2:0"));

    // Then
    assertThat(encoded.calls())
        .hasSize(2)
        .allSatisfy(call -> {
          assertThat(call.inputs()).isEqualTo(1);
          assertThat(call.request().path())
              .isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
          assertThat(text(call.request())).isEqualTo("{\"inputText\":\"hey\",\"dimensions\":256}");
        });
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly("user", "input_type");
  }

  @Test
  void titanIsCalledAtMostAHundredTimesForOneRequest() {
    // When
    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                codec.encodeRequest(asking(101, null, null), target("amazon.titan-embed-text-v1")));

    // Then
    assertThat(refusal.error().param()).isEqualTo("input");
    assertThat(refusal.error().message())
        .isEqualTo(
            "input: has 101 texts; the model of this route takes 1 a call, and one request may be"
                + " 100 calls");
  }

  @Test
  void cohereTakes96TextsACallAndIsToldWhatTheyAreFor() {
    // When
    EncodedEmbeddings encoded =
        codec.encodeRequest(asking(97, 512, Purpose.SEARCH_QUERY), target("eu.cohere.embed-v4:0"));

    // Then
    assertThat(encoded.calls()).extracting(EncodedEmbeddings.Call::inputs).containsExactly(96, 1);
    assertThat(text(encoded.calls().getLast().request()))
        .isEqualTo(
            "{\"texts\":[\"hey\"],\"input_type\":\"search_query\",\"truncate\":\"NONE\","
                + "\"output_dimension\":512}");
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly("user");
  }

  @Test
  void textsAreDocumentsWhereNobodySaysWhatTheyAreFor() {
    assertThat(
            text(
                codec
                    .encodeRequest(asking(1, null, null), target("cohere.embed-multilingual-v3"))
                    .calls()
                    .getFirst()
                    .request()))
        .isEqualTo(
            "{\"texts\":[\"hey\"],\"input_type\":\"search_document\",\"truncate\":\"NONE\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"amazon.titan-embed-text-v1", "cohere.embed-english-v3"})
  void aLengthIsRefusedWhereItCannotBeChosen(String model) {
    // When
    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class, () -> codec.encodeRequest(asking(1, 256, null), target(model)));

    // Then
    assertThat(refusal.error().param()).isEqualTo("dimensions");
  }

  @Test
  void whichModelsMakeVectorsIsInTheTable() {
    assertThat(target("eu.amazon.titan-embed-text-v2:0").capabilities().flags())
        .contains(Flag.EMBEDDINGS, Flag.EMBEDDING_DIMENSIONS);
    assertThat(target("anthropic.claude-sonnet-4-5-20250929-v1:0").capabilities().flags())
        .doesNotContain(Flag.EMBEDDINGS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'embedding':[0.5,1],'inputTextTokenCount':3,'embeddingsByType':{'float':[0.5,1]}} | 3",
        "{'embeddings':[[0.5,1]],'id':'i','response_type':'embeddings_floats','texts':['hey']} | 9",
        "{'embeddings':{'float':[[0.5,1]]},'response_type':'embeddings_by_type'} | 9",
      })
  void everyShapeOfAnswerIsRead(String body, long tokens) {
    // When
    EmbeddingResponse response =
        codec.decodeResponse(answer(body, "x-amzn-bedrock-input-token-count", "9"), 1);

    // Then
    assertThat(response.vectors().getFirst()).containsExactly(0.5f, 1f);
    assertThat(response.usage()).isEqualTo(Usage.of(tokens, 0));
  }

  @Test
  void tokensThatNobodyTellsAreUnknown() {
    assertThat(codec.decodeResponse(answer("{'embeddings':[[1],[2]]}"), 2).usage())
        .isEqualTo(Usage.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'embeddings':[[1]]}", "{'embedding':[1]}", "{}", "[]", "<html>"})
  void anAnswerThatIsNoneIsTheUpstreamsFault(String body) {
    assertThat(
            catchThrowableOfType(
                    GatewayException.class, () -> codec.decodeResponse(answer(body), 2))
                .error()
                .kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  void partsAreJoinedInOrderAndTheirUsageIsKnownWhereEachIs() {
    // Given
    EmbeddingResponse told = new EmbeddingResponse(null, List.of(new float[] {1}), Usage.of(2, 0));
    EmbeddingResponse untold = new EmbeddingResponse(null, List.of(new float[] {2}), Usage.UNKNOWN);

    // Then
    assertThat(EmbeddingResponse.joined(List.of(told, told)).usage()).isEqualTo(Usage.of(4, 0));
    EmbeddingResponse mixed = EmbeddingResponse.joined(List.of(told, untold));
    assertThat(mixed.usage()).isEqualTo(Usage.UNKNOWN);
    assertThat(mixed.vectors().getLast()).containsExactly(2f);
  }
}
