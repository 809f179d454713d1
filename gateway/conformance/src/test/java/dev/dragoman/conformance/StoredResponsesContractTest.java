package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputitems.InputItemListPage;
import com.openai.models.responses.inputitems.InputItemListParams;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.gateway.StoredFleet;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenAI's Java SDK goes on by {@code previousResponseId} over upstreams that store nothing, at
 * whichever of two processes it meets: they have nothing in common but DynamoDB.
 */
class StoredResponsesContractTest {
  private static final String KEY = "client-key-of-the-fleet-9dK2mV4xQe";

  @AutoClose private final ScriptedUpstream upstream = ScriptedUpstream.start();
  @AutoClose private final StoredFleet fleet;
  private final Manifests manifests;

  StoredResponsesContractTest(@TempDir Path home) throws InterruptedException {
    fleet = StoredFleet.open(home);
    manifests =
        fleet
            .storingManifests()
            .secret("caller", KEY)
            .key("caller")
            .secret("claude", "secret-of-claude")
            .provider("claude", "AnthropicMessages", upstream.url())
            .route("claude", "claude", "claude-haiku-4-5")
            .secret("gpt", "secret-of-gpt")
            .provider("gpt", "OpenAIChat", upstream.url().resolve("/v1"))
            .route("gpt", "gpt", "gpt-4.1")
            .secret("gemini", "secret-of-gemini")
            .provider("gemini", "Gemini", upstream.url())
            .route("gemini", "gemini", "gemini-2.5-flash");
  }

  private static OpenAIClient client(GatewayProcess process) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(process.clients().resolve("/v1").toString())
        .apiKey(KEY)
        .maxRetries(0)
        .build();
  }

  private static ResponseCreateParams.Builder asking(String model, String text) {
    return ResponseCreateParams.builder().model(model).input(text);
  }

  private static Response streamed(OpenAIClient client, ResponseCreateParams params) {
    ResponseAccumulator answer = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(params)) {
      events.stream().forEach(answer::accumulate);
    }
    return answer.response();
  }

  @Test
  @Tag("pitfall-16")
  void aConversationGoesOnAtAnotherProcessAndAtAnotherVendor() throws Exception {
    // Given
    OpenAIClient one = client(fleet.start(manifests));
    OpenAIClient other = client(fleet.start(manifests));
    upstream.then(
        Scenario.json(new AnthropicWire().whole("claude", ScriptedTurn.saying("Hello Ada."))));
    Response first = one.responses().create(asking("claude", "My name is Ada.").build());
    upstream.take();

    // When
    upstream.then(
        Scenario.stream(new OpenAiWire().stream("gpt-4.1", ScriptedTurn.saying("Ada", "."))));
    Response second =
        streamed(other, asking("gpt", "What is my name?").previousResponseId(first.id()).build());
    String chat = upstream.take().bodyText();
    upstream.then(
        Scenario.json(
            new GeminiWire().whole("gemini-2.5-flash", ScriptedTurn.saying("Quite sure."))));
    Response third =
        one.responses().create(asking("gemini", "Sure?").previousResponseId(second.id()).build());
    String gemini = upstream.take().bodyText();

    // Then
    assertThat(chat).containsSubsequence("My name is Ada.", "Hello Ada.", "What is my name?");
    assertThat(gemini)
        .containsSubsequence("My name is Ada.", "Hello Ada.", "What is my name?", "Ada.", "Sure?");
    assertThat(third.previousResponseId()).contains(second.id());

    // And: it is listed, read and deleted
    InputItemListPage items =
        other
            .responses()
            .inputItems()
            .list(
                third.id(),
                InputItemListParams.builder()
                    .order(InputItemListParams.Order.ASC)
                    .limit(2)
                    .build());
    assertThat(items.autoPager()).hasSize(5);
    assertThat(other.responses().retrieve(second.id()).output()).isEqualTo(second.output());
    one.responses().delete(second.id());
    assertThatThrownBy(() -> other.responses().retrieve(second.id()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Response with id '" + second.id() + "' not found.");
    assertThatThrownBy(() ->
            other.responses().create(asking("gpt", "And?").previousResponseId(third.id()).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(second.id());
  }
}
