package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.ResponsesWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that go on by the id of an answer, over upstreams that store nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredResponsesTest {
  private static final String PATH = "/v1/responses";
  private static final String OTHER_KEY = "another-key";

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private TestGateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) {
    gateway =
        TestGateway.serving()
            .store(new StoreEntry(StoreEntry.Type.Sqlite, folder.resolve("s.db").toString(), null))
            .storedResponses(Duration.ofHours(1))
            .keys(
                List.of(
                    KeyEntry.of(
                        "default/other",
                        KeyText.keyIdOf(OTHER_KEY),
                        KeyText.digestOf(OTHER_KEY),
                        List.of("*"),
                        List.of("*"))))
            .provider("gpt", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-o")
            .route("gpt", null, "gpt")
            .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "s-a")
            .route("claude", null, "claude")
            .provider("own", ProtocolName.OpenAIResponses, upstream.url() + "/v1", "s-r")
            .route("own", "gpt-5.5", "own")
            .route("own", "gpt-4.1", "own-plain")
            .start();
  }

  @BeforeEach
  void freshScript() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    gateway.close();
    upstream.close();
  }

  private HttpResponse<String> ask(String body) throws Exception {
    HttpResponse<String> answer = gateway.post(PATH, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static JsonCursor json(HttpResponse<String> answer) {
    return JsonCursor.request(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String idOf(HttpResponse<String> answer) {
    return json(answer).requireString("id");
  }

  private void chatSays(String text) {
    upstream.then(Scenario.json(new OpenAiWire().whole("gpt", ScriptedTurn.saying(text))));
  }

  private String firstAnswer(String text) throws Exception {
    chatSays(text);
    return idOf(ask("{\"model\":\"gpt\",\"input\":\"My name is Ada.\"}"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return gateway.send(gateway.request(path).GET().build());
  }

  private HttpResponse<String> delete(String path) throws Exception {
    return gateway.send(gateway.request(path).DELETE().build());
  }

  @Test
  void aConversationGoesOnByTheIdOfItsLastAnswer() throws Exception {
    // Given
    String first = firstAnswer("Hello Ada.");
    upstream.take();

    // When
    chatSays("Ada.");
    HttpResponse<String> second =
        ask(
            "{\"model\":\"gpt\",\"input\":\"What is my name?\",\"instructions\":\"Be short.\","
                + "\"previous_response_id\":\""
                + first
                + "\"}");
    String seenBySecond = upstream.take().bodyText();
    chatSays("I said so.");
    ask(
        "{\"model\":\"gpt\",\"input\":[{\"role\":\"user\",\"content\":\"Sure?\"}],"
            + "\"previous_response_id\":\""
            + idOf(second)
            + "\"}");
    String seenByThird = upstream.take().bodyText();

    // Then
    assertThat(json(second).string("previous_response_id")).isEqualTo(first);
    assertThat(json(second).isTrue("store")).isTrue();
    assertThat(seenBySecond)
        .containsSubsequence("Be short.", "My name is Ada.", "Hello Ada.", "What is my name?");
    assertThat(seenByThird)
        .containsSubsequence("My name is Ada.", "Hello Ada.", "What is my name?", "Ada.", "Sure?")
        .doesNotContain("Be short.");
  }

  @Test
  void aStreamedAnswerIsThereWhenItsEndIs() throws Exception {
    // Given
    upstream.then(
        Scenario.stream(new OpenAiWire().stream("gpt", ScriptedTurn.saying("Good ", "day."))));

    // When
    HttpResponse<String> stream =
        ask("{\"model\":\"gpt\",\"stream\":true,\"input\":\"Greet me.\"}");

    // Then
    String id = stream.body().replaceAll("(?s).*\"id\":\"(resp_[^\"]+)\".*", "$1");
    assertThat(stream.body()).contains("\"store\":true").doesNotContain("\"store\":false");
    HttpResponse<String> stored = get(PATH + "/" + id);
    assertThat(stored.statusCode()).isEqualTo(200);
    assertThat(json(stored).string("status")).isEqualTo("completed");
    assertThat(stored.body()).contains("Good day.");
  }

  @Test
  void theConversationMovesToAnotherUpstream() throws Exception {
    // Given
    String first = firstAnswer("Hello Ada.");
    upstream.take();

    // When
    upstream.then(
        Scenario.json(new AnthropicWire().whole("claude", ScriptedTurn.saying("Ada it is."))));
    ask("{\"model\":\"claude\",\"input\":\"My name?\",\"previous_response_id\":\"" + first + "\"}");

    // Then
    assertThat(upstream.take().bodyText())
        .containsSubsequence("My name is Ada.", "Hello Ada.", "My name?");
  }

  @Test
  void anUpstreamOfTheSameProtocolStoresNothingAndBringsItsState() throws Exception {
    // Given
    upstream.then(
        Scenario.json(new ResponsesWire().whole("gpt-5.5", ScriptedTurn.saying("Hello."))));

    // When
    HttpResponse<String> answer =
        ask("{\"model\":\"own\",\"input\":\"Hi\",\"include\":[\"file_search_call.results\"]}");
    String thinking = upstream.take().bodyText();
    upstream.then(Scenario.json(new ResponsesWire().whole("gpt-4.1", ScriptedTurn.saying("Bye."))));
    ask(
        "{\"model\":\"own-plain\",\"input\":\"Bye\",\"previous_response_id\":\""
            + idOf(answer)
            + "\"}");
    String plain = upstream.take().bodyText();

    // Then
    assertThat(answer.body()).contains("\"store\":true");
    assertThat(thinking)
        .contains(
            "\"store\":false",
            "\"include\":[\"file_search_call.results\",\"reasoning.encrypted_content\"]");
    assertThat(plain)
        .contains("\"store\":false")
        .containsSubsequence("Hi", "Hello.", "Bye")
        .doesNotContain("previous_response_id", "encrypted_content");
  }

  /** The client sends the result of its tool alone; the thought before the call is there again. */
  @Test
  void aSignedThoughtComesBackThoughItsClientNeverSawItsState() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\","
                + "\"content\":[{\"type\":\"thinking\",\"thinking\":\"Look it up.\","
                + "\"signature\":\"c2lnbmVk\"},{\"type\":\"tool_use\",\"id\":\"toolu_1\","
                + "\"name\":\"look\",\"input\":{}}],\"stop_reason\":\"tool_use\","
                + "\"usage\":{\"input_tokens\":9,\"output_tokens\":9}}"));
    String tools =
        "\"reasoning\":{\"effort\":\"medium\"},\"tools\":[{\"type\":\"function\","
            + "\"name\":\"look\",\"parameters\":{\"type\":\"object\"}}]";
    HttpResponse<String> first = ask("{\"model\":\"claude\",\"input\":\"Weather?\"," + tools + "}");
    upstream.take();

    // When
    upstream.then(
        Scenario.json(new AnthropicWire().whole("claude", ScriptedTurn.saying("Sunny."))));
    ask(
        "{\"model\":\"claude\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":"
            + "\"toolu_1\",\"output\":\"sun\"}],\"previous_response_id\":\""
            + idOf(first)
            + "\","
            + tools
            + "}");

    // Then
    assertThat(upstream.take().bodyText())
        .containsSubsequence(
            "Weather?", "Look it up.", "\"signature\":\"c2lnbmVk\"", "toolu_1", "sun");
  }

  @Test
  void whatIsNotToBeStoredIsNot() throws Exception {
    // Given
    chatSays("Psst.");

    // When
    HttpResponse<String> answer = ask("{\"model\":\"gpt\",\"input\":\"Hi\",\"store\":false}");

    // Then
    assertThat(json(answer).isTrue("store")).isFalse();
    assertThat(get(PATH + "/" + idOf(answer)).statusCode()).isEqualTo(404);
  }

  @Test
  void anAnswerThatIsNotStoredMayBuildOnOneThatIs() throws Exception {
    // Given
    String first = firstAnswer("Hello Ada.");
    upstream.take();
    chatSays("Ada.");

    // When
    HttpResponse<String> answer =
        ask(
            "{\"model\":\"gpt\",\"input\":\"My name?\",\"store\":false,"
                + "\"previous_response_id\":\""
                + first
                + "\"}");

    // Then
    assertThat(upstream.take().bodyText()).containsSubsequence("Hello Ada.", "My name?");
    assertThat(json(answer).string("previous_response_id")).isEqualTo(first);
    assertThat(get(PATH + "/" + idOf(answer)).statusCode()).isEqualTo(404);
  }

  @Test
  void itemsAreListedInPages() throws Exception {
    // Given
    String first = firstAnswer("Hello Ada.");
    chatSays("Ada.");
    String second =
        idOf(
            ask(
                "{\"model\":\"gpt\",\"input\":\"My name?\",\"previous_response_id\":\""
                    + first
                    + "\"}"));

    // When
    JsonCursor all = json(get(PATH + "/" + second + "/input_items?order=asc"));
    JsonCursor newest = json(get(PATH + "/" + second + "/input_items?limit=1"));
    JsonCursor next =
        json(
            get(
                PATH
                    + "/"
                    + second
                    + "/input_items?limit=5&after="
                    + newest.requireString("last_id")));

    // Then
    assertThat(all.items("data"))
        .extracting(item -> item.requireString("role"))
        .containsExactly("user", "assistant", "user");
    assertThat(all.isTrue("has_more")).isFalse();
    assertThat(newest.isTrue("has_more")).isTrue();
    assertThat(newest.items("data").getFirst().source().text())
        .contains("{\"type\":\"input_text\",\"text\":\"My name?\"}");
    assertThat(next.items("data")).hasSize(2);
    assertThat(next.items("data").getLast().source().text()).contains("My name is Ada.");
  }

  @Test
  void aDeletedAnswerIsGoneAndNothingBuildsOnItAnyMore() throws Exception {
    // Given
    String first = firstAnswer("Hello Ada.");
    chatSays("Ada.");
    String second =
        idOf(
            ask(
                "{\"model\":\"gpt\",\"input\":\"My name?\",\"previous_response_id\":\""
                    + first
                    + "\"}"));

    // When
    HttpResponse<String> deleted = delete(PATH + "/" + first);
    HttpResponse<String> again = delete(PATH + "/" + first);
    HttpResponse<String> onSecond =
        gateway.post(
            PATH,
            "{\"model\":\"gpt\",\"input\":\"And?\",\"previous_response_id\":\"" + second + "\"}");

    // Then
    assertThat(deleted.body())
        .isEqualTo("{\"id\":\"" + first + "\",\"object\":\"response\",\"deleted\":true}");
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(onSecond.statusCode()).isEqualTo(400);
    assertThat(onSecond.body())
        .contains(
            "\"code\":\"previous_response_not_found\"",
            "\"param\":\"previous_response_id\"",
            first);
  }

  @Test
  void nobodyElseFindsAnAnswer() throws Exception {
    // Given
    String id = firstAnswer("Hello Ada.");

    // When
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.uri(PATH + "/" + id))
            .header("authorization", "Bearer " + OTHER_KEY);
    HttpResponse<String> read = gateway.send(request.GET().build());
    HttpResponse<String> deleted = gateway.send(request.DELETE().build());
    HttpResponse<String> stranger =
        gateway.send(HttpRequest.newBuilder(gateway.uri(PATH + "/" + id)).build());

    // Then
    assertThat(read.statusCode()).isEqualTo(404);
    assertThat(read.body()).contains("Response with id '" + id + "' not found.", "\"code\":null");
    assertThat(deleted.statusCode()).isEqualTo(404);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(get(PATH + "/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void tokensOfAWholeConversationAreCounted() throws Exception {
    // Given
    String first = firstAnswer("Hello Ada, ".repeat(200));

    // When
    JsonCursor alone =
        json(gateway.post(PATH + "/input_tokens", "{\"model\":\"gpt\",\"input\":\"Hi\"}"));
    JsonCursor all =
        json(
            gateway.post(
                PATH + "/input_tokens",
                "{\"model\":\"gpt\",\"input\":\"Hi\",\"previous_response_id\":\"" + first + "\"}"));

    // Then
    assertThat(alone.string("object")).isEqualTo("response.input_tokens");
    assertThat(alone.require("input_tokens").integer()).isBetween(1L, 20L);
    assertThat(all.require("input_tokens").integer()).isGreaterThan(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input_items?limit=0",
        "input_items?limit=x",
        "input_items?order=up",
        "input_items?after=msg_1"
      })
  void aWrongPageIsNamed(String page) throws Exception {
    // Given
    String id = firstAnswer("Hello.");

    // When
    HttpResponse<String> answer = get(PATH + "/" + id + "/" + page);

    // Then
    String param = page.replaceAll(".*\\?(.*)=.*", "$1");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"param\":\"" + param + "\"");
  }

  @Test
  void anUnknownAnswerIsNotBuiltOn() throws Exception {
    // When
    HttpResponse<String> answer =
        gateway.post(
            PATH, "{\"model\":\"gpt\",\"input\":\"Hi\",\"previous_response_id\":\"resp_none\"}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Previous response with id 'resp_none' not found.");
    assertThat(upstream.exchanges()).isEmpty();
  }
}
