package dev.dragoman.protocol.openai.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.EncodedEmbeddings;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingRequest.Input;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source of all shapes: "Create embeddings" in the OpenAI API reference. */
class OpenAiEmbeddingsTest {
  private final OpenAiEmbeddingInbound client = new OpenAiEmbeddingInbound();
  private final OpenAiEmbeddingOutbound upstream = new OpenAiEmbeddingOutbound();

  private static WireRequest request(String body) {
    return new WireRequest("/v1/embeddings", WireHeaders.NONE, body.getBytes(UTF_8), false);
  }

  private static WireResponse answer(String body) {
    return new WireResponse(200, WireHeaders.NONE, body.getBytes(UTF_8));
  }

  private EmbeddingRequest decoded(String body) {
    return client.decodeRequest(request(body));
  }

  private static Target target(String dialect) {
    var said = Families.load().dialect(ProtocolId.OPENAI_CHAT, dialect, null);
    return new Target("e", Families.load().of(ProtocolId.OPENAI_CHAT, said, "e"), said);
  }

  @Test
  void aTextIsOneInput() {
    // When
    EmbeddingRequest request =
        decoded("{\"model\":\"m\",\"input\":\"a\",\"dimensions\":8,\"user\":\"u\"}");

    // Then
    assertThat(request.inputs()).containsExactly(new Input.Text("a"));
    assertThat(request.dimensions()).isEqualTo(8);
    assertThat(request.format()).isEqualTo(EmbeddingRequest.Format.FLOAT);
    assertThat(request.user()).isEqualTo("u");
    assertThat(request.path(0)).isEqualTo("input");
  }

  @Test
  void inputsAreTextsOrTokens() {
    assertThat(decoded("{\"model\":\"m\",\"input\":[\"a\",\"\"]}").inputs())
        .containsExactly(new Input.Text("a"), new Input.Text(""));
    assertThat(decoded("{\"model\":\"m\",\"input\":[1,2]}").inputs())
        .containsExactly(new Input.Tokens(List.of(1L, 2L)));
    assertThat(decoded("{\"model\":\"m\",\"input\":[[1],[2,3]]}").inputs())
        .containsExactly(new Input.Tokens(List.of(1L)), new Input.Tokens(List.of(2L, 3L)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'input':'a'} | model | model: is required",
        "{'model':'m'} | input | input: is required",
        "{'model':'m','input':[]} | input | input: is empty",
        "{'model':'m','input':7} | input | input: must be a string, or an array of strings or tokens, is a number",
        "{'model':'m','input':['a',{}]} | input[1] | input[1]: must be a string or an array of tokens, is a object",
        "{'model':'m','input':[[]]} | input[0] | input[0]: is empty",
        "{'model':'m','input':[1,'a']} | input[1] | input[1]: must be the number of a token",
        "{'model':'m','input':[[1],[2.5]]} | input[1][0] | input[1][0]: must be the number of a token",
        "{'model':'m','input':'a','dimensions':0} | dimensions | dimensions: must be at least 1",
        "{'model':'m','input':'a','encoding_format':'hex'} | encoding_format | encoding_format: must be float or base64",
        "{'model':'m','input':'a','input_type':'x'} | input_type | input_type: must be search_document, search_query, classification or clustering",
      })
  void aWrongFieldIsNamed(String body, String param, String message) {
    // When
    GatewayException refusal =
        catchThrowableOfType(GatewayException.class, () -> decoded(body.replace('\'', '"')));

    // Then
    assertThat(refusal.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(refusal.error().param()).isEqualTo(param);
    assertThat(refusal.error().message()).isEqualTo(message);
  }

  /** Source: protocols.md 1.3: only the value of the model changes. */
  @Test
  void aBodyThatPassesKeepsEveryByteButTheModel() {
    // Given
    String body = "{ \"input\" : [1, 2e0],\"model\":\"house\" ,\"x\":1.0}";

    // Then
    assertThat(new String(client.request(client.scan(request(body)), "e-1"), UTF_8))
        .isEqualTo("{ \"input\" : [1, 2e0],\"model\":\"e-1\" ,\"x\":1.0}");
    assertThat(new String(client.request(client.scan(request(body)), "house"), UTF_8))
        .isEqualTo(body);
    assertThat(
            new String(
                client.response("{\"data\":[ ],\"model\":\"e-1\"}".getBytes(UTF_8), "h"), UTF_8))
        .isEqualTo("{\"data\":[ ],\"model\":\"h\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'data':[],'usage':{'prompt_tokens':5,'total_tokens':5}} | 5",
        "{'data':[],'usage':{'total_tokens':4}} | 4",
        "{'data':[],'usage':{'prompt_tokens':0,'total_tokens':0}} | ",
        "{'data':[]} | ",
        "no json | ",
      })
  void usageIsReadOffAnAnswerThatPasses(String body, Long tokens) {
    // When
    Usage usage = client.usage(answer(body.replace('\'', '"')));

    // Then
    assertThat(usage.inputUncached()).isEqualTo(tokens);
    assertThat(usage.outputTotal()).isEqualTo(tokens == null ? null : Long.valueOf(0));
  }

  /** Source: protocols.md 4: a 200 that holds an error is one. */
  @Test
  void anErrorInASuccessIsAnError() {
    String body = "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}";
    assertThatThrownBy(() -> client.usage(answer(body))).isInstanceOf(GatewayException.class);
    assertThatThrownBy(() -> upstream.decodeResponse(answer(body), 1))
        .isInstanceOf(GatewayException.class);
  }

  @Test
  void anAnswerHasItsVectorsInOrderAndTheNameThatWasAskedFor() {
    // Given
    EmbeddingResponse response =
        new EmbeddingResponse(
            "served", List.of(new float[] {0.1f, -2}, new float[] {1e-7f, 0}), Usage.of(3, 0));

    // When
    String body =
        new String(
            client.encodeResponse(response, decoded("{\"model\":\"m\",\"input\":[\"a\",\"b\"]}")),
            UTF_8);

    // Then
    assertThat(body)
        .isEqualTo(
            "{\"object\":\"list\",\"data\":["
                + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.1,-2.0]},"
                + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[1.0E-7,0.0]}],"
                + "\"model\":\"m\",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
  }

  @Test
  void base64IsOfLittleEndianNumbersOf32Bits() {
    // Given
    float[] vector = {0.1f, -2, 1e-7f};
    EmbeddingRequest asked =
        decoded("{\"model\":\"m\",\"input\":\"a\",\"encoding_format\":\"base64\"}");

    // When
    byte[] body =
        client.encodeResponse(new EmbeddingResponse(null, List.of(vector), Usage.of(1, 0)), asked);

    // Then
    String text = new String(body, UTF_8).replaceAll(".*\"embedding\":\"([^\"]+)\".*", "$1");
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new float[] {bytes.getFloat(), bytes.getFloat(), bytes.getFloat()})
        .containsExactly(vector);
    assertThat(upstream.decodeResponse(answer(new String(body, UTF_8)), 1).vectors().getFirst())
        .containsExactly(vector);
  }

  @Test
  void aStrictServerIsAskedForNothingThatItMayNotKnow() {
    // Given
    EmbeddingRequest asked =
        decoded(
            "{\"model\":\"m\",\"input\":[[1,2],\"a\"],\"encoding_format\":\"base64\","
                + "\"dimensions\":4,\"user\":\"u\",\"input_type\":\"query\"}");

    // When
    EncodedEmbeddings encoded = upstream.encodeRequest(asked, target("GenericStrict"));

    // Then
    assertThat(encoded.calls()).hasSize(1);
    assertThat(new String(encoded.calls().getFirst().request().body(), UTF_8))
        .isEqualTo("{\"model\":\"e\",\"input\":[[1,2],\"a\"],\"dimensions\":4}");
    assertThat(encoded.calls().getFirst().tokens()).isEqualTo(3);
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly("user", "input_type");
  }

  @Test
  void vectorsAreThoseOfTheirIndex() {
    // When
    EmbeddingResponse response =
        upstream.decodeResponse(
            answer(
                "{\"model\":\"e\",\"data\":[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}],"
                    + "\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}"),
            2);

    // Then
    assertThat(response.vectors().get(0)).containsExactly(1f);
    assertThat(response.vectors().get(1)).containsExactly(2f);
    assertThat(response.usage()).isEqualTo(Usage.of(2, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'data':[{'index':0,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':[1]},{'index':0,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':[1]},{'index':9,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':['a']},{'index':1,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':[1e99]},{'index':1,'embedding':[1]}]}",
        "{'data':[{'index':0},{'index':1,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':'?'},{'index':1,'embedding':[1]}]}",
        "{'data':[{'index':0,'embedding':'AAA='},{'index':1,'embedding':[1]}]}",
        "{'object':'list'}",
        "<html>",
      })
  void anAnswerThatIsNoneIsTheUpstreamsFault(String body) {
    // When
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () -> upstream.decodeResponse(answer(body.replace('\'', '"')), 2));

    // Then
    assertThat(failure.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
  }
}
