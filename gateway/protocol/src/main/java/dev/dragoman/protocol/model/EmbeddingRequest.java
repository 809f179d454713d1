package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for vectors that stand for texts.
 *
 * @param model as it was asked for
 * @param inputs at least one; each becomes one vector
 * @param isList whether they came as a list, so that the path of one of them has an index
 * @param dimensions length of the vectors, null for the model's own
 * @param format how the client wants the vectors spelled
 * @param purpose what they are for, null where the client does not say
 * @param user the end user, null where nobody is named
 * @param rest members that have no place here, by name
 * @param spelling how the client calls the fields
 */
public record EmbeddingRequest(
    String model,
    List<Input> inputs,
    boolean isList,
    @Nullable Integer dimensions,
    Format format,
    @Nullable Purpose purpose,
    @Nullable String user,
    Map<String, JsonText> rest,
    Spelling spelling) {
  public EmbeddingRequest {
    inputs = List.copyOf(inputs);
    rest = Collections.unmodifiableMap(new LinkedHashMap<>(rest));
  }

  /**
   * How a client calls the fields.
   *
   * @param protocol whose fields {@code rest} holds
   * @param input path of the inputs
   */
  public record Spelling(
      ProtocolId protocol, String input, String dimensions, String purpose, String user) {}

  /** What becomes one vector. */
  public sealed interface Input {
    /** A text. */
    record Text(String text) implements Input {}

    /** Numbers of tokens in the vocabulary of the model that was asked for. */
    record Tokens(List<Long> tokens) implements Input {
      public Tokens {
        tokens = List.copyOf(tokens);
      }
    }
  }

  /** How vectors are spelled. */
  public enum Format {
    /** Arrays of numbers. */
    FLOAT,
    /** Base64 of little-endian 32-bit floating point numbers. */
    BASE64
  }

  /** What vectors are for: models that are told embed a question otherwise than its answers. */
  public enum Purpose {
    SEARCH_DOCUMENT,
    SEARCH_QUERY,
    CLASSIFICATION,
    CLUSTERING
  }

  /** Where the client named the input of that number. */
  public String path(int index) {
    return isList ? spelling.input + "[" + index + "]" : spelling.input;
  }

  /**
   * The texts in order.
   *
   * @param upstream who takes nothing else
   * @throws GatewayException {@code INVALID_REQUEST} with the path of an input that is no text
   */
  public List<String> texts(String upstream) {
    String[] texts = new String[inputs.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] =
          switch (inputs.get(i)) {
            case Input.Text(String text) -> text;
            case Input.Tokens _ ->
                throw GatewayException.at(
                    path(i),
                    "is an array of tokens, which only models of the client's own vendor know; "
                        + upstream
                        + " takes text");
          };
    }
    return List.of(texts);
  }
}
