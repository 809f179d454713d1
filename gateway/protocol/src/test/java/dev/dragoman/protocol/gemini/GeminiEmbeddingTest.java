package dev.dragoman.protocol.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.EncodedEmbeddings;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.json.JsonText;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source of all shapes: "Embeddings" in the API reference on ai.google.dev, version v1beta. */
class GeminiEmbeddingTest {
  private static final String MODEL = "gemini-embedding-001";
  private static final Target TARGET =
      new Target(MODEL, Families.load().of(ProtocolId.GEMINI, MODEL));
  private static final Spelling SPELLING =
      new Spelling(ProtocolId.OPENAI_EMBEDDINGS, "input", "dimensions", "input_type", "user");

  private final GeminiEmbeddingInbound client = new GeminiEmbeddingInbound();
  private final GeminiEmbeddingOutbound upstream = new GeminiEmbeddingOutbound();

  private static EmbeddingRequest asking(List<Input> inputs) {
    return new EmbeddingRequest(
        "house",
        inputs,
        true,
        8,
        Format.FLOAT,
        Purpose.SEARCH_QUERY,
        "u",
        Map.of("x", new JsonText("1")),
        SPELLING);
  }

  private static WireRequest request(String method, String body) {
    return new WireRequest(
        "/v1beta/models/house:" + method,
        WireHeaders.NONE,
        body.replace('\'', '"').getBytes(UTF_8),
        false);
  }

  private static WireResponse answer(String body) {
    return new WireResponse(200, WireHeaders.NONE, body.replace('\'', '"').getBytes(UTF_8));
  }

  @Test
  void textsAreABatchWhoseRequestsRepeatModelAndOptions() {
    // When
    EncodedEmbeddings encoded =
        upstream.encodeRequest(asking(List.of(new Input.Text("a"), new Input.Text("b"))), TARGET);

    // Then
    WireRequest call = encoded.calls().getFirst().request();
    assertThat(encoded.calls()).hasSize(1);
    assertThat(call.path()).isEqualTo("/v1beta/models/gemini-embedding-001:batchEmbedContents");
    assertThat(new String(call.body(), UTF_8))
        .isEqualTo(
            ("{'requests':["
                    + "{'model':'models/gemini-embedding-001','content':{'parts':[{'text':'a'}]},"
                    + "'taskType':'RETRIEVAL_QUERY','outputDimensionality':8},"
                    + "{'model':'models/gemini-embedding-001','content':{'parts':[{'text':'b'}]},"
                    + "'taskType':'RETRIEVAL_QUERY','outputDimensionality':8}]}")
                .replace('\'', '"'));
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly("user", "x");
  }

  /** Source: Google refuses more than 100 requests in a batch. */
  @Test
  void moreThanAHundredTextsAreSeveralCalls() {
    // When
    EncodedEmbeddings encoded =
        upstream.encodeRequest(asking(Collections.nCopies(201, new Input.Text("abc"))), TARGET);

    // Then
    assertThat(encoded.calls())
        .extracting(EncodedEmbeddings.Call::inputs)
        .containsExactly(100, 100, 1);
    assertThat(encoded.calls().getLast().tokens()).isEqualTo(1);
  }

  @Test
  void noRequestIsMoreThanAHundredCalls() {
    // When
    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                upstream.encodeRequest(
                    asking(Collections.nCopies(10_001, new Input.Text("abc"))), TARGET));

    // Then
    assertThat(refusal.error().param()).isEqualTo("input");
    assertThat(refusal.error().message())
        .isEqualTo(
            "input: has 10001 texts; the model of this route takes 100 a call, and one request may"
                + " be 100 calls");
  }

  @Test
  void tokensAreRefusedWithTheirPath() {
    // When
    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                upstream.encodeRequest(
                    asking(List.of(new Input.Text("a"), new Input.Tokens(List.of(1L)))), TARGET));

    // Then
    assertThat(refusal.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(refusal.error().param()).isEqualTo("input[1]");
  }

  @Test
  void vectorsAndUsageAreRead() {
    // When
    EmbeddingResponse response =
        upstream.decodeResponse(
            answer(
                "{'embeddings':[{'values':[0.5, -1]},{'values':[1e-3, 2]}],"
                    + "'usageMetadata':{'promptTokenCount':7}}"),
            2);

    // Then
    assertThat(response.vectors().get(1)).containsExactly(0.001f, 2f);
    assertThat(response.usage()).isEqualTo(Usage.of(7, 0));
    assertThat(upstream.decodeResponse(answer("{'embeddings':[{'values':[1]}]}"), 1).usage())
        .isEqualTo(Usage.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{'embeddings':[]}", "{'embeddings':[{}]}", "{'embeddings':[1]}", "[]", "{}", "<"})
  void anAnswerThatIsNoneIsTheUpstreamsFault(String body) {
    assertThat(
            catchThrowableOfType(
                    GatewayException.class, () -> upstream.decodeResponse(answer(body), 1))
                .error()
                .kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  void aClientsOneContentIsOneInput() {
    // When
    EmbeddingRequest request =
        client.decodeRequest(
            request(
                "embedContent",
                "{'content':{'parts':[{'text':'a'},{'text':'b'}]},'task_type':'CLUSTERING',"
                    + "'outputDimensionality':3,'title':'t'}"));

    // Then
    assertThat(request.model()).isEqualTo("house");
    assertThat(request.inputs()).containsExactly(new Input.Text("ab"));
    assertThat(request.isList()).isFalse();
    assertThat(request.dimensions()).isEqualTo(3);
    assertThat(request.purpose()).isEqualTo(Purpose.CLUSTERING);
    assertThat(request.rest()).containsOnlyKeys("title");
  }

  @Test
  void aClientsBatchIsAListOfOneKind() {
    // Given
    String one = "{'model':'models/house','content':{'parts':[{'text':'a'}]}%s}";
    String same = "{'requests':[" + one.formatted("") + "," + one.formatted("") + "]}";
    String other =
        "{'requests':["
            + one.formatted("")
            + ","
            + one.formatted(",'embedContentConfig':{'taskType':'FACT_VERIFICATION'}")
            + "]}";

    // Then
    assertThat(client.decodeRequest(request("batchEmbedContents", same)).inputs()).hasSize(2);
    assertThat(
            catchThrowableOfType(
                    GatewayException.class,
                    () -> client.decodeRequest(request("batchEmbedContents", other)))
                .error()
                .param())
        .isEqualTo("requests[1]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "embedContent | {} | content",
        "embedContent | {'content':{'parts':[{'inlineData':{}}]}} | content.parts[0]",
        "embedContent | {'content':{'parts':[]},'outputDimensionality':0} | outputDimensionality",
        "batchEmbedContents | {} | requests",
        "batchEmbedContents | {'requests':[]} | requests",
        "batchEmbedContents | {'requests':[{}]} | requests[0].content",
      })
  void aWrongFieldIsNamed(String method, String body, String param) {
    assertThat(
            catchThrowableOfType(
                    GatewayException.class, () -> client.decodeRequest(request(method, body)))
                .error()
                .param())
        .isEqualTo(param);
  }

  /** Source: protocols.md 1.3: for Gemini the model is in the path; Google compares the two. */
  @Test
  void whatPassesNamesTheUpstreamsModelWhereverItNamesOne() {
    // Given
    WireRequest one = request("embedContent", "{ 'model':'models/house','content':{ } }");
    WireRequest batch =
        request("batchEmbedContents", "{'requests':[{'model':'models/house','x':1.0},{'y':2}]}");

    // Then
    assertThat(new String(client.request(client.scan(one), MODEL), UTF_8))
        .isEqualTo("{ \"model\":\"models/gemini-embedding-001\",\"content\":{ } }");
    assertThat(new String(client.request(client.scan(batch), MODEL), UTF_8))
        .isEqualTo(
            "{\"requests\":[{\"model\":\"models/gemini-embedding-001\",\"x\":1.0},{\"y\":2}]}");
    assertThat(client.request(client.scan(batch), "house")).isEqualTo(batch.body());
    assertThat(client.path(one.path(), TARGET))
        .isEqualTo("/v1beta/models/gemini-embedding-001:embedContent");
    assertThat(client.path(batch.path(), new Target("tunedModels/t", TARGET.capabilities())))
        .isEqualTo("/v1beta/tunedModels/t:batchEmbedContents");
  }

  @Test
  void usageIsReadOffAnAnswerThatPasses() {
    assertThat(client.usage(answer("{'usageMetadata':{'promptTokenCount':4}}")))
        .isEqualTo(Usage.of(4, 0));
    assertThat(client.usage(answer("{'embedding':{'values':[1]}}"))).isEqualTo(Usage.UNKNOWN);
    assertThat(client.usage(answer("no json"))).isEqualTo(Usage.UNKNOWN);
    assertThatThrownBy(
            () -> client.usage(answer("{'error':{'code':400,'message':'m','status':'INTERNAL'}}")))
        .isInstanceOf(GatewayException.class);
  }

  @Test
  void aClientGetsItsOwnShape() {
    // Given
    EmbeddingResponse response =
        new EmbeddingResponse(null, List.of(new float[] {1, 0.5f}), Usage.of(3, 0));
    EmbeddingRequest one =
        client.decodeRequest(request("embedContent", "{'content':{'parts':[{'text':'a'}]}}"));
    EmbeddingRequest batch =
        client.decodeRequest(
            request("batchEmbedContents", "{'requests':[{'content':{'parts':[{'text':'a'}]}}]}"));

    // Then
    assertThat(new String(client.encodeResponse(response, one), UTF_8))
        .isEqualTo(
            "{\"embedding\":{\"values\":[1.0,0.5]},\"usageMetadata\":{\"promptTokenCount\":3}}");
    assertThat(new String(client.encodeResponse(response, batch), UTF_8))
        .isEqualTo(
            "{\"embeddings\":[{\"values\":[1.0,0.5]}],\"usageMetadata\":{\"promptTokenCount\":3}}");
  }
}
