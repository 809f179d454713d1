package dev.dragoman.protocol.pairs;

import dev.dragoman.protocol.model.ProtocolId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One short answer in the words of each upstream, with the usage of a row. */
final class Answers {
  private static final String CHUNK =
      "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'m',";

  private Answers() {}

  /** The whole answer; a null usage leaves the member out. */
  static String whole(ProtocolId upstream, @Nullable JsonNode usage) {
    String body =
        switch (upstream.value()) {
          case "anthropic" ->
              "{'id':'msg_1','type':'message','role':'assistant','model':'m','content':[{'type':"
                  + "'text','text':'Hi'}],'stop_reason':'end_turn','stop_sequence':null%s}";
          case "openai.chat" ->
              "{'id':'chatcmpl-1','object':'chat.completion','created':1,'model':'m','choices':[{"
                  + "'index':0,'message':{'role':'assistant','content':'Hi'},'finish_reason':"
                  + "'stop'}]%s}";
          case "gemini" ->
              "{'candidates':[{'content':{'role':'model','parts':[{'text':'Hi'}]},'finishReason':"
                  + "'STOP','index':0}],'modelVersion':'m','responseId':'r1'%s}";
          default ->
              "{'output':{'message':{'role':'assistant','content':[{'text':'Hi'}]}},'stopReason':"
                  + "'end_turn','metrics':{'latencyMs':1}%s}";
        };
    return json(upstream, body, usage);
  }

  /** The streamed answer, with usage where {@code told} says. */
  static String streamed(ProtocolId upstream, JsonNode told) {
    return switch (upstream.value()) {
      case "anthropic" -> anthropic(told);
      case "openai.chat" -> chat(told);
      case "gemini" -> gemini(told);
      default -> converse(told);
    };
  }

  /** The beginning of the streamed answer, up to its text. */
  static String begun(ProtocolId upstream) {
    return begun(upstream, null);
  }

  private static String begun(ProtocolId upstream, @Nullable JsonNode usage) {
    return switch (upstream.value()) {
      case "anthropic" ->
          data(
                  "{'type':'message_start','message':{'id':'msg_1','type':'message','role':"
                      + "'assistant','model':'m','content':[],'stop_reason':null,"
                      + "'stop_sequence':null%s}}",
                  usage)
              + data(
                  "{'type':'content_block_start','index':0,'content_block':{'type':'text',"
                      + "'text':''}}",
                  null)
              + data(
                  "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta',"
                      + "'text':'Hi'}}",
                  null);
      case "openai.chat" ->
          data(
              CHUNK
                  + "'choices':[{'index':0,'delta':{'role':'assistant','content':'Hi'},"
                  + "'finish_reason':null}]%s}",
              usage);
      case "gemini" ->
          gemini("{'candidates':[{'content':{'role':'model','parts':[{'text':'Hi'}]}}]%s}", usage);
      default ->
          named("messageStart", "{'role':'assistant'}", null)
              + named("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Hi'}}", null);
    };
  }

  private static String anthropic(JsonNode told) {
    StringBuilder stream =
        new StringBuilder(begun(ProtocolId.ANTHROPIC, told.get("start")))
            .append(data("{'type':'content_block_stop','index':0}", null));
    for (JsonNode usage : told.path("deltas").values()) {
      stream.append(
          data(
              "{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null}%s}",
              usage));
    }
    return stream.append(data("{'type':'message_stop'}", null)).toString();
  }

  private static String chat(JsonNode told) {
    String finished =
        begun(ProtocolId.OPENAI_CHAT, told.get("content"))
            + data(
                CHUNK + "'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]%s}",
                told.get("finish"));
    return (told.has("after")
            ? finished + data(CHUNK + "'choices':[]%s}", told.get("after"))
            : finished)
        + "data: [DONE]\n\n";
  }

  private static String gemini(JsonNode told) {
    return begun(ProtocolId.GEMINI, told.get("content"))
        + gemini("{'candidates':[{'finishReason':'STOP'}]%s}", told.get("finish"))
        + (told.has("after") ? gemini("{'responseId':'r1'%s}", told.get("after")) : "");
  }

  private static String gemini(String quoted, @Nullable JsonNode usage) {
    return "data: " + json(ProtocolId.GEMINI, quoted, usage) + "\n\n";
  }

  private static String converse(JsonNode told) {
    String answer =
        begun(ProtocolId.BEDROCK)
            + named("contentBlockStop", "{'contentBlockIndex':0}", null)
            + named("messageStop", "{'stopReason':'end_turn'}", null);
    return told.has("metadata")
        ? answer + named("metadata", "{'metrics':{'latencyMs':1}%s}", told.get("metadata"))
        : answer;
  }

  private static String named(String event, String json, @Nullable JsonNode usage) {
    return "event: " + event + "\n" + data(json, usage);
  }

  private static String data(String json, @Nullable JsonNode usage) {
    return "data: " + json(ProtocolId.ANTHROPIC, json, usage) + "\n\n";
  }

  /** All but Gemini call it alike. */
  private static String json(ProtocolId upstream, String quoted, @Nullable JsonNode usage) {
    String name = upstream.equals(ProtocolId.GEMINI) ? "usageMetadata" : "usage";
    return quoted
        .replace('\'', '"')
        .replace("%s", usage == null ? "" : ",\"" + name + "\":" + usage);
  }
}
