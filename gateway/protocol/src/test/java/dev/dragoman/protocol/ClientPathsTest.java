package dev.dragoman.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is refused or left out is named by its path in the client's own request. */
final class ClientPathsTest {
  private static final Families FAMILIES = Families.load();
  private static final String CLAUDE = "claude-3-5-sonnet-20241022";

  private static Encoded encoded(
      ProtocolId client, String body, ProtocolId upstream, Target target) {
    ClientProtocol inbound = Protocols.of(client);
    WireRequest wire =
        new WireRequest(
            inbound.endpoints().getFirst().at("public"),
            WireHeaders.NONE,
            body.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
            false);
    ChatRequest request = inbound.inbound().decodeRequest(wire);
    return Protocols.ofUpstream(upstream).outbound().encodeRequest(request, target);
  }

  /** A request of an OpenAI client with these members, for Claude. */
  private static Encoded fromOpenAi(String members) {
    return encoded(
        ProtocolId.OPENAI_CHAT,
        "{'model':'m'," + members + "}",
        ProtocolId.ANTHROPIC,
        target(ProtocolId.ANTHROPIC, CLAUDE));
  }

  private static Encoded fromAnthropic(String members, Target target) {
    return encoded(
        ProtocolId.ANTHROPIC, "{'model':'m'," + members + "}", ProtocolId.OPENAI_CHAT, target);
  }

  /** A request of an Anthropic client with these members, for a GPT model. */
  private static Encoded fromAnthropic(String members) {
    return fromAnthropic(members, target(ProtocolId.OPENAI_CHAT, "gpt-4o"));
  }

  private static Target target(ProtocolId upstream, String model) {
    return new Target(model, FAMILIES.of(upstream, model));
  }

  private static void assertRefused(String path, Runnable call) {
    GatewayError error = catchThrowableOfType(GatewayException.class, call::run).error();
    assertThat(error.param()).isEqualTo(path);
    assertThat(error.message()).startsWith(path + ": ");
  }

  private static List<String> paths(Encoded encoded) {
    return encoded.dropped().stream().map(Dropped::path).toList();
  }

  private static final String SOUND =
      "{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}";

  @Test
  void soundBehindTwoSystemMessagesIsNamedWhereTheClientPutIt() {
    assertRefused(
        "messages[4].content[1]",
        () ->
            fromOpenAi(
                "'messages':[{'role':'system','content':'a'},{'role':'developer','content':'b'},"
                    + "{'role':'user','content':'q'},{'role':'assistant','content':'r'},"
                    + "{'role':'user','content':[{'type':'text','text':'see'},"
                    + SOUND
                    + "]}]"));
  }

  @Test
  void aSystemMessageIsAMessageToItsClient() {
    assertRefused(
        "messages[1].content[0]",
        () ->
            fromOpenAi(
                "'messages':[{'role':'system','content':'a'},{'role':'system','content':["
                    + SOUND
                    + "]},{'role':'user','content':'q'}]"));
  }

  @Test
  void aSystemBlockIsOneOfSystemToItsClient() {
    assertRefused(
        "system[0]",
        () ->
            fromAnthropic(
                "'max_tokens':9,'system':[{'type':'image','source':{'type':'url','url':'u'}}],"
                    + "'messages':[{'role':'user','content':'q'}]"));
  }

  /** The results of three messages are one neutral message, and the empty part before is gone. */
  @Test
  void aPartOfAToolMessageIsNamedInThatMessage() {
    assertRefused(
        "messages[3].content[1]",
        () ->
            fromOpenAi(
                "'messages':[{'role':'user','content':'q'},{'role':'assistant','tool_calls':["
                    + "{'id':'a','function':{'name':'f'}},{'id':'b','function':{'name':'f'}}]},"
                    + "{'role':'tool','tool_call_id':'b','content':'x'},"
                    + "{'role':'tool','tool_call_id':'a','content':[{'type':'text','text':''},"
                    + SOUND
                    + "]}]"));
  }

  @Test
  void aDocumentInAToolResultIsNamedWhereTheClientPutIt() {
    assertRefused(
        "messages[2].content[1].content[1]",
        () ->
            fromAnthropic(
                "'max_tokens':9,'system':'s','messages':[{'role':'user','content':'q'},"
                    + "{'role':'assistant','content':["
                    + "{'type':'tool_use','id':'a','name':'f','input':{}},"
                    + "{'type':'tool_use','id':'b','name':'f','input':{}}]},"
                    + "{'role':'user','content':["
                    + "{'type':'tool_result','tool_use_id':'b','content':'x'},"
                    + "{'type':'tool_result','tool_use_id':'a','content':["
                    + "{'type':'text','text':''},{'type':'document','source':"
                    + "{'type':'file','file_id':'f'}}]}]}]"));
  }

  /** Messages that are joined, sorted or left out do not shift what is told about later ones. */
  @Test
  void rearrangedMessagesKeepTheirPaths() {
    // When
    Encoded encoded =
        fromOpenAi(
            "'messages':[{'role':'system','content':'s'},{'role':'user','content':''},"
                + "{'role':'user','content':'q'},{'role':'user','content':'r','name':'Ann'},"
                + "{'role':'assistant','content':'t','reasoning_content':'hm','extra':1},"
                + "{'role':'user','content':[{'type':'text','text':'u'}]}]");

    // Then
    assertThat(paths(encoded))
        .containsExactlyInAnyOrder(
            "messages[3].name",
            "messages[4].extra",
            "messages[4].reasoning_content",
            "messages",
            "messages");
  }

  @Test
  void toolsAreNamedWhereTheClientDefinedThem() {
    String question = "'messages':[{'role':'user','content':'q'}],";
    assertThat(
            paths(
                fromOpenAi(
                    question
                        + "'tools':[{'type':'web_search'},"
                        + "{'type':'function','function':{'name':'f','extra':1}}]")))
        .containsExactlyInAnyOrder("tools[0]", "tools[1].function.extra");
    assertThat(paths(fromOpenAi(question + "'functions':[{'name':'f','extra':1}]")))
        .containsExactly("functions[0].extra");
    assertThat(
            paths(
                fromAnthropic(
                    "'max_tokens':9,"
                        + question
                        + "'tools':[{'name':'f','input_schema':{},'extra':1},"
                        + "{'type':'web_search_20250305','name':'web_search'}]")))
        .containsExactlyInAnyOrder("tools[0].extra", "tools[1]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'tools':[{'type':'function','function':{'name':'f'}}],"
            + "'tool_choice':{'type':'function','function':{'name':'g'}}|tool_choice",
        "'functions':[{'name':'f'}],'function_call':{'name':'g'}|function_call"
      })
  void fieldsThatAreRefusedHaveTheNamesOfOpenAiClients(String field, String path) {
    assertRefused(path, () -> fromOpenAi("'messages':[{'role':'user','content':'q'}]," + field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'max_tokens':99999|max_tokens",
        "'max_completion_tokens':99999|max_completion_tokens",
        "'stop':[' ']|stop",
        "'reasoning_effort':'high'|reasoning_effort",
        "'user':'u','safety_identifier':'s'|user",
        "'thinking':{'type':'enabled'}|thinking",
        "'stop_sequences':['x']|stop_sequences"
      })
  void fieldsThatAreLostHaveTheNamesOfOpenAiClients(String field, String path) {
    assertThat(paths(fromOpenAi("'messages':[{'role':'user','content':'q'}]," + field)))
        .containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'tools':[{'name':'f','input_schema':{}}],'tool_choice':{'type':'tool','name':'g'}"
            + "|tool_choice"
      })
  void fieldsThatAreRefusedHaveTheNamesOfAnthropicClients(String field, String path) {
    assertRefused(
        path,
        () -> fromAnthropic("'max_tokens':9,'messages':[{'role':'user','content':'q'}]," + field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'stop_sequences':['a','b','c','d','e']|stop_sequences",
        "'thinking':{'type':'adaptive'}|thinking",
        "'output_config':{'effort':'high'}|output_config.effort",
        "'output_config':{'format':{'type':'json_schema','schema':{}}}|output_config.format",
        "'output_format':{'type':'json_schema','schema':{}}|output_format",
        "'metadata':{'user_id':'"
            + "0123456789012345678901234567890123456789012345678901234567890123456789"
            + "'}|metadata.user_id"
      })
  void fieldsThatAreLostHaveTheNamesOfAnthropicClients(String field, String path) {
    assertThat(
            paths(
                fromAnthropic(
                    "'max_tokens':9,'messages':[{'role':'user','content':'q'}]," + field)))
        .containsExactly(path);
  }

  @Test
  void parallelCallsAreNamedInsideTheChoiceOfAnthropicClients() {
    // Given
    Capabilities oneByOne =
        new Capabilities(
            EnumSet.of(Flag.TOOLS),
            SamplingSet.FULL,
            ReasoningUse.NONE,
            SystemPlacement.SYSTEM,
            4,
            "max_tokens",
            null,
            null);

    // Then
    assertThat(
            paths(
                fromAnthropic(
                    "'max_tokens':9,'messages':[{'role':'user','content':'q'}],"
                        + "'tools':[{'name':'f','input_schema':{}}],"
                        + "'tool_choice':{'type':'auto','disable_parallel_tool_use':true}",
                    new Target("small", oneByOne))))
        .containsExactly("tool_choice.disable_parallel_tool_use");
  }
}
