package dev.dragoman.gateway.upstream.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentFormat;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same request, written by the vendor's own SDK and by the codec. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkComparisonTest {
  private static final String MODEL = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final JsonMapper JSON = new JsonMapper();

  private final ScriptedUpstream server = ScriptedUpstream.start();
  private final BedrockRuntimeClient sdk =
      BedrockRuntimeClient.builder()
          .endpointOverride(server.url())
          .region(Region.EU_WEST_1)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
          .build();

  @AfterAll
  void stop() {
    sdk.close();
    server.close();
  }

  private static byte[] ours(String anthropic) {
    WireRequest request =
        new WireRequest(
            "/v1/messages", WireHeaders.NONE, anthropic.getBytes(StandardCharsets.UTF_8), false);
    return Protocols.ofUpstream(ProtocolId.BEDROCK)
        .outbound()
        .encodeRequest(
            Protocols.of(ProtocolId.ANTHROPIC).inbound().decodeRequest(request),
            new Target(MODEL, Families.load().of(ProtocolId.BEDROCK, MODEL)))
        .request()
        .body();
  }

  private JsonNode theirs(ConverseRequest request) throws InterruptedException {
    server.then(Scenario.json(BedrockWire.whole(ScriptedTurn.saying("ok"))));
    sdk.converse(request);
    ScriptedExchange seen = server.take();
    assertThat(new SignatureCheck("AKID", "secret", "eu-west-1", "bedrock").faults(seen)).isEmpty();
    assertThat(seen.target()).isEqualTo("/model/" + MODEL.replace(":", "%3A") + "/converse");
    return JSON.readTree(seen.body());
  }

  private static Message message(ConversationRole role, ContentBlock... content) {
    return Message.builder().role(role).content(content).build();
  }

  @Test
  void aConversationWithToolsIsWrittenAlike() throws Exception {
    // Given
    Document schema =
        Document.mapBuilder()
            .putString("type", "object")
            .putDocument("properties", Document.mapBuilder().build())
            .build();
    ConverseRequest request =
        ConverseRequest.builder()
            .modelId(MODEL)
            .system(
                SystemContentBlock.fromText("Be brief."),
                SystemContentBlock.fromCachePoint(point -> point.type(CachePointType.DEFAULT)))
            .messages(
                message(ConversationRole.USER, ContentBlock.fromText("Go.")),
                message(
                    ConversationRole.ASSISTANT,
                    ContentBlock.fromReasoningContent(thought ->
                        thought.reasoningText(text -> text.text("Well.").signature("EqQB"))),
                    ContentBlock.fromReasoningContent(thought ->
                        thought.redactedContent(SdkBytes.fromByteArray(new byte[] {1, 2, 3}))),
                    ContentBlock.fromToolUse(use ->
                        use.toolUseId("t1")
                            .name("f")
                            .input(Document.mapBuilder().putNumber("x", 1).build()))),
                message(
                    ConversationRole.USER,
                    ContentBlock.fromToolResult(result ->
                        result
                            .toolUseId("t1")
                            .status(ToolResultStatus.ERROR)
                            .content(ToolResultContentBlock.fromText("boom")))))
            .toolConfig(config ->
                config.tools(
                    Tool.fromToolSpec(spec ->
                        spec.name("f")
                            .description("F.")
                            .inputSchema(ToolInputSchema.fromJson(schema)))))
            .inferenceConfig(config -> config.maxTokens(4000).stopSequences("END"))
            .additionalModelRequestFields(
                Document.mapBuilder()
                    .putDocument(
                        "thinking",
                        Document.mapBuilder()
                            .putString("type", "enabled")
                            .putNumber("budget_tokens", 2000)
                            .build())
                    .build())
            .additionalModelResponseFieldPaths("/stop_sequence")
            .requestMetadata(Map.of("user_id", "u-1"))
            .build();

    // When
    byte[] ours =
        ours(
            """
            {"model":"m","max_tokens":4000,"stop_sequences":["END"],"metadata":{"user_id":"u-1"},
             "thinking":{"type":"enabled","budget_tokens":2000},
             "tool_choice":{"type":"auto"},
             "tools":[{"name":"f","description":"F.","input_schema":{"type":"object","properties":{}}}],
             "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":"Go."},
              {"role":"assistant","content":[
               {"type":"thinking","thinking":"Well.","signature":"EqQB"},
               {"type":"redacted_thinking","data":"AQID"},
               {"type":"tool_use","id":"t1","name":"f","input":{"x":1}}]},
              {"role":"user","content":[
               {"type":"tool_result","tool_use_id":"t1","is_error":true,"content":"boom"}]}]}
            """);

    // Then
    assertThat(JSON.readTree(ours)).isEqualTo(theirs(request));
    assertThat(ConverseJudge.faults(ours)).isEmpty();
  }

  @Test
  void mediaAndASchemaAreWrittenAlike() throws Exception {
    // Given
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13};
    ConverseRequest request =
        ConverseRequest.builder()
            .modelId(MODEL)
            .messages(
                message(
                    ConversationRole.USER,
                    ContentBlock.fromText("Look."),
                    ContentBlock.fromImage(image ->
                        image
                            .format(ImageFormat.PNG)
                            .source(source -> source.bytes(SdkBytes.fromByteArray(png)))),
                    ContentBlock.fromDocument(document ->
                        document
                            .format(DocumentFormat.TXT)
                            .name("Notes")
                            .context("c")
                            .citations(citations -> citations.enabled(true))
                            .source(source -> source.bytes(SdkBytes.fromUtf8String("hello"))))))
            .inferenceConfig(config -> config.maxTokens(9).temperature(0f))
            .outputConfig(config ->
                config.textFormat(format ->
                    format
                        .type("json_schema")
                        .structure(structure ->
                            structure.jsonSchema(json ->
                                json.schema(
                                    "{\"type\":\"object\",\"additionalProperties\":false}")))))
            .serviceTier(tier -> tier.type("priority"))
            .build();

    // When
    byte[] ours =
        ours(
            """
            {"model":"m","max_tokens":9,"temperature":0,"service_tier":"priority",
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false}}},
             "messages":[{"role":"user","content":[{"type":"text","text":"Look."},
              {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgoAAAAN"}},
              {"type":"document","title":"Notes","context":"c","citations":{"enabled":true},
               "source":{"type":"text","media_type":"text/plain","data":"hello"}}]}]}
            """);

    // Then
    JsonNode theirs = theirs(request);
    assertThat(JSON.readTree(ours).get("inferenceConfig").get("temperature").asDouble())
        .isEqualTo(theirs.get("inferenceConfig").get("temperature").asDouble());
    for (String member : List.of("messages", "outputConfig", "serviceTier")) {
      assertThat(JSON.readTree(ours).get(member)).as(member).isEqualTo(theirs.get(member));
    }
    assertThat(ConverseJudge.faults(ours)).isEmpty();
  }

  @Test
  void anObjectOfS3IsWrittenAlike() throws Exception {
    // Given
    ConverseRequest request =
        ConverseRequest.builder()
            .modelId(MODEL)
            .messages(
                message(
                    ConversationRole.USER,
                    ContentBlock.fromText("Look."),
                    ContentBlock.fromImage(image ->
                        image
                            .format(ImageFormat.PNG)
                            .source(source -> source.s3Location(at -> at.uri("s3://b/a.png"))))))
            .inferenceConfig(config -> config.maxTokens(9))
            .build();

    // When
    byte[] ours =
        ours(
            """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[
              {"type":"text","text":"Look."},
              {"type":"image","source":{"type":"url","url":"s3://b/a.png"}}]}]}
            """);

    // Then
    assertThat(JSON.readTree(ours)).isEqualTo(theirs(request));
    assertThat(ConverseJudge.faults(ours)).isEmpty();
  }
}
