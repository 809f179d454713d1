package dev.dragoman.conformance.judge;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.models.ModelInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads JSON with a class of a vendor's SDK, asks the class to validate itself, and refuses what it
 * does not know, at any depth.
 *
 * @param <T> the SDK's class
 */
public final class Judge<T> {
  /** Both SDKs write {@code stream} beside the fields of their request class. */
  private static final String STREAM = "stream";

  private static final JsonMapper ANTHROPIC = com.anthropic.core.ObjectMappers.jsonMapper();
  private static final JsonMapper OPENAI = com.openai.core.ObjectMappers.jsonMapper();

  /** Requests for a generation, as Anthropic takes them since version 2026-10-21. */
  public static final Judge<?> ANTHROPIC_REQUEST = anthropicRequest(Set.of(STREAM));

  /** Requests for a generation of version 2023-06-01, which still takes sampling. */
  public static final Judge<?> ANTHROPIC_2023_REQUEST =
      anthropicRequest(Set.of(STREAM, "temperature", "top_p", "top_k"));

  /** Requests for a count of tokens, as Anthropic takes them. */
  public static final Judge<?> ANTHROPIC_COUNT_REQUEST =
      new Judge<>(
          ANTHROPIC,
          MessageCountTokensParams.Body.class,
          MessageCountTokensParams.Body::validate,
          Set.of());

  /** Requests for a generation, as OpenAI Chat Completions takes them. */
  public static final Judge<?> OPENAI_REQUEST =
      new Judge<>(
          OPENAI,
          ChatCompletionCreateParams.Body.class,
          ChatCompletionCreateParams.Body::validate,
          Set.of(STREAM));

  /** Requests for a generation, as OpenAI Responses take them. */
  public static final Judge<?> RESPONSES_REQUEST =
      new Judge<>(
          OPENAI,
          ResponseCreateParams.Body.class,
          ResponseCreateParams.Body::validate,
          Set.of(STREAM));

  /** Requests for embeddings, as OpenAI takes them. */
  public static final Judge<?> EMBEDDING_REQUEST =
      new Judge<>(
          OPENAI, EmbeddingCreateParams.Body.class, EmbeddingCreateParams.Body::validate, Set.of());

  public static final Judge<CreateEmbeddingResponse> EMBEDDING_RESPONSE =
      new Judge<>(
          OPENAI, CreateEmbeddingResponse.class, CreateEmbeddingResponse::validate, Set.of());

  public static final Judge<Message> ANTHROPIC_RESPONSE =
      new Judge<>(ANTHROPIC, Message.class, Message::validate, Set.of());

  public static final Judge<RawMessageStreamEvent> ANTHROPIC_EVENT =
      new Judge<>(
          ANTHROPIC, RawMessageStreamEvent.class, RawMessageStreamEvent::validate, Set.of());

  public static final Judge<ChatCompletion> OPENAI_RESPONSE =
      new Judge<>(OPENAI, ChatCompletion.class, ChatCompletion::validate, Set.of());

  public static final Judge<ChatCompletionChunk> OPENAI_CHUNK =
      new Judge<>(OPENAI, ChatCompletionChunk.class, ChatCompletionChunk::validate, Set.of());

  public static final Judge<Response> RESPONSES_RESPONSE =
      new Judge<>(OPENAI, Response.class, Response::validate, Set.of());

  public static final Judge<ResponseStreamEvent> RESPONSES_EVENT =
      new Judge<>(OPENAI, ResponseStreamEvent.class, ResponseStreamEvent::validate, Set.of());

  public static final Judge<ModelInfo> ANTHROPIC_MODEL =
      new Judge<>(ANTHROPIC, ModelInfo.class, ModelInfo::validate, Set.of());

  public static final Judge<Model> OPENAI_MODEL =
      new Judge<>(OPENAI, Model.class, Model::validate, Set.of());

  private final JsonMapper mapper;
  private final Class<T> type;
  private final Consumer<T> validation;
  private final Set<String> allowedAtTop;

  private Judge(
      JsonMapper mapper, Class<T> type, Consumer<T> validation, Set<String> allowedAtTop) {
    this.mapper = mapper;
    this.type = type;
    this.validation = validation;
    this.allowedAtTop = allowedAtTop;
  }

  private static Judge<?> anthropicRequest(Set<String> allowedAtTop) {
    return new Judge<>(
        ANTHROPIC,
        MessageCreateParams.Body.class,
        MessageCreateParams.Body::validate,
        allowedAtTop);
  }

  /** Judges one JSON text. */
  public Verdict judge(byte[] json) {
    List<String> faults = new ArrayList<>();
    try {
      JsonNode tree = mapper.readTree(json);
      JsonNode stream = tree.path(STREAM);
      if (allowedAtTop.contains(STREAM) && !stream.isMissingNode() && !stream.isBoolean()) {
        faults.add("stream is not a boolean");
      }
      judge(mapper.treeToValue(tree, type), faults);
    } catch (JsonProcessingException e) {
      faults.add(e.getOriginalMessage());
    } catch (IOException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    return new Verdict(faults);
  }

  /** Judges what an SDK has read already. */
  public Verdict judge(T value) {
    List<String> faults = new ArrayList<>();
    judge(value, faults);
    return new Verdict(faults);
  }

  private void judge(T value, List<String> faults) {
    try {
      validation.accept(value);
    } catch (com.anthropic.errors.AnthropicInvalidDataException
        | com.openai.errors.OpenAIInvalidDataException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    faults.addAll(UnknownFields.of(value, allowedAtTop));
  }
}
