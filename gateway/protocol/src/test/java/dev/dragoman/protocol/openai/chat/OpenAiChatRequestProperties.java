package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** Laws of the two directions of a request. */
final class OpenAiChatRequestProperties {
  private static final List<String> NAMES =
      List.of(
          "model",
          "messages",
          "role",
          "content",
          "type",
          "text",
          "tools",
          "function",
          "name",
          "arguments",
          "tool_calls",
          "tool_call_id",
          "id",
          "image_url",
          "url",
          "file",
          "stop",
          "n",
          "metadata",
          "stream_options",
          "tool_choice",
          "response_format",
          "logit_bias",
          "temperature",
          "reasoning_effort",
          "custom",
          "parameters",
          "functions",
          "function_call",
          "max_tokens",
          "unknown");
  private static final List<String> WORDS =
      List.of(
          "m",
          "user",
          "assistant",
          "tool",
          "system",
          "function",
          "text",
          "image_url",
          "custom",
          "file",
          "auto",
          "allowed_tools",
          "json_schema",
          "{}",
          "{\"x\":",
          "data:a/b;base64,QQ==");

  @Property
  void anyJsonIsARequestOrRefused(@ForAll("objects") String body) {
    assertRequestOrRefused(body);
  }

  @Property
  void anyMembersOfARequestAreReadOrRefused(@ForAll("bodies") String body) {
    assertRequestOrRefused(body);
  }

  private static void assertRequestOrRefused(String body) {
    try {
      assertThat(Chat.decode(body).model()).isNotNull();
    } catch (GatewayException refused) {
      assertThat(refused.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(refused.error().message()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> objects() {
    return object(json());
  }

  @Provide
  Arbitrary<String> bodies() {
    return Combinators.combine(object(json()).list().ofMinSize(1).ofMaxSize(3), object(json()))
        .as((messages, rest) ->
            "{\"model\":\"m\",\"messages\":["
                + String.join(",", messages)
                + "]"
                + (rest.equals("{}") ? "}" : "," + rest.substring(1)));
  }

  private static Arbitrary<String> json() {
    return Arbitraries.recursive(
        OpenAiChatRequestProperties::scalar,
        inner ->
            Arbitraries.oneOf(
                object(inner),
                inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]")),
        0,
        3);
  }

  private static Arbitrary<String> scalar() {
    return Arbitraries.oneOf(
        Arbitraries.of("null", "true", "false", "0", "-1", "1.5", "1e400", "1e99999999999"),
        Arbitraries.of(WORDS).map(word -> JsonText.ofString(word).text()),
        Arbitraries.strings().ofMaxLength(8).map(text -> JsonText.ofString(text).text()));
  }

  private static Arbitrary<String> object(Arbitrary<String> values) {
    Arbitrary<String> member =
        Combinators.combine(Arbitraries.of(NAMES), values)
            .as((name, value) -> "\"" + name + "\":" + value);
    return member.list().ofMaxSize(6).map(members -> "{" + String.join(",", members) + "}");
  }

  @Property
  @Tag("pitfall-8")
  @Tag("pitfall-9")
  @Tag("pitfall-24")
  void whatIsEncodedIsDecodedAgain(@ForAll("requests") ChatRequest request) {
    // When
    Encoded encoded = Chat.encode(request, Chat.OPENAI);
    ChatRequest again = Chat.decode(Chat.text(encoded.request().body()));

    // Then
    assertThat(encoded.dropped()).isEmpty();
    assertThat(again).isEqualTo(request);
  }

  @Property
  @Tag("pitfall-19")
  void encodingIsAFunctionOfTheRequest(@ForAll("requests") ChatRequest request) {
    assertThat(Chat.encode(request, Chat.PLAIN_SERVER).request().body())
        .isEqualTo(Chat.encode(request, Chat.PLAIN_SERVER).request().body());
  }

  /** Requests that OpenAI Chat says whole. */
  @Provide
  Arbitrary<ChatRequest> requests() {
    Arbitrary<List<Message>> turns =
        turn().list().ofMaxSize(4).map(OpenAiChatRequestProperties::conversation);
    return Combinators.combine(
            text().map(Text::of).list().ofMaxSize(3), turns, tools(), sampling(), limits())
        .as((system, messages, tools, sampling, limits) ->
            new ChatRequest(
                "served",
                messages,
                new ArrayList<ContentBlock>(system),
                tools,
                tools.isEmpty() ? null : limits.choice,
                tools.isEmpty() ? null : limits.flag,
                sampling,
                limits.maxTokens,
                limits.stop,
                null,
                null,
                limits.word,
                null,
                limits.stream,
                limits.stream,
                new Identity(limits.word, null, Map.of(), limits.word),
                limits.stream ? "flex" : null,
                limits.maxTokens,
                Extensions.NONE,
                SourcePaths.NEUTRAL));
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().excludeChars('\ud800').ofMinLength(1).ofMaxLength(12);
  }

  private record Turn(String answer, List<String> results, List<String> question) {}

  private static Arbitrary<Turn> turn() {
    return Combinators.combine(
            text(), text().list().ofMaxSize(3), text().list().ofMinSize(1).ofMaxSize(3))
        .as(Turn::new);
  }

  private static List<Message> conversation(List<Turn> turns) {
    List<Message> messages = new ArrayList<>();
    messages.add(Chat.user("first"));
    for (Turn turn : turns) {
      List<ContentBlock> answer = new ArrayList<>();
      List<ContentBlock> results = new ArrayList<>();
      answer.add(Text.of(turn.answer));
      for (String result : turn.results) {
        String id = "call:" + results.size();
        answer.add(ToolCall.of(id, "f", arguments(result)));
        results.add(ToolResult.of(id, result));
      }
      messages.add(Message.of(Role.ASSISTANT, answer));
      if (!results.isEmpty()) {
        messages.add(Message.of(Role.USER, results));
      }
      messages.add(Message.of(Role.USER, turn.question.stream().map(Text::of).toList()));
      messages.add(Message.text(Role.SYSTEM, turn.answer));
    }
    return messages;
  }

  private static JsonText arguments(String text) {
    return new JsonText(
        "{\"z\":1234567890123456789,\"a\":1.0,\"t\":" + JsonText.ofString(text).text() + "}");
  }

  private static Arbitrary<List<ToolDefinition>> tools() {
    return Arbitraries.of(
        List.of(),
        List.of(FunctionTool.of("f", "does f", new JsonText("{\"type\":\"object\"}"))),
        List.of(
            FunctionTool.of("f", null, new JsonText("{\"type\":\"object\",\"x\":1e5}")),
            FunctionTool.of("g", "does g", new JsonText("{\"properties\":{}}"))));
  }

  private static Arbitrary<Sampling> sampling() {
    Arbitrary<@Nullable Double> number =
        Arbitraries.doubles().between(-2, 2).ofScale(2).injectNull(0.3);
    Arbitrary<@Nullable Long> seed = Arbitraries.longs().injectNull(0.3);
    return Combinators.combine(number, number, seed)
        .as((temperature, topP, given) ->
            new Sampling(temperature, topP, null, topP, temperature, given, Map.of(), null, null));
  }

  private record Limits(
      @Nullable Integer maxTokens,
      List<String> stop,
      @Nullable ToolChoice choice,
      @Nullable Boolean flag,
      @Nullable String word,
      boolean stream) {}

  private static Arbitrary<Limits> limits() {
    Arbitrary<@Nullable Integer> tokens = Arbitraries.integers().between(1, 9).injectNull(0.3);
    Arbitrary<@Nullable ToolChoice> choice =
        Arbitraries.<ToolChoice>of(
                new ToolChoice.Auto(),
                new ToolChoice.None(),
                new ToolChoice.Required(),
                new ToolChoice.Named("f"),
                new ToolChoice.Allowed(ToolChoice.Allowed.Mode.AUTO, List.of("f")))
            .injectNull(0.3);
    Arbitrary<@Nullable Boolean> flag = Arbitraries.of(true, false).injectNull(0.3);
    Arbitrary<@Nullable String> word = text().injectNull(0.3);
    return Combinators.combine(
            tokens, text().list().ofMaxSize(4), choice, flag, word, Arbitraries.of(true, false))
        .as(Limits::new);
  }
}
