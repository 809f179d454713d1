package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.RequestField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer may be at one target: a request that asks for more is lowered, one that asks
 * for nothing gets the bound, since the upstream's own may be larger.
 *
 * @param most output tokens that may be asked for
 * @param capabilities of the target
 * @param reason for the warning
 */
public record OutputBound(int most, Capabilities capabilities, Reason reason) {
  /** Why answers are bounded. */
  public enum Reason {
    ROUTE("answers of this route have at most %d tokens"),
    BUDGET("no more than %d tokens are left in the budget");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  /** The bound of a route. */
  public OutputBound(int most, Capabilities capabilities) {
    this(most, capabilities, Reason.ROUTE);
  }

  /** A request whose answer is bounded, and the wishes that were lowered. */
  public record Bounded<T>(T request, List<Dropped> lowered) {
    public Bounded {
      lowered = List.copyOf(lowered);
    }
  }

  /** What is written where too much or nothing is asked; never more than the model gives. */
  public int given() {
    Integer ofModel = capabilities.maxOutput();
    return ofModel == null ? most : Math.min(most, ofModel);
  }

  public boolean isExceededBy(BigDecimal asked) {
    return asked.compareTo(BigDecimal.valueOf(most)) > 0;
  }

  /** The warning for a wish at {@code path} that was lowered to {@code value}. */
  public Dropped lowered(String path, int value) {
    return Dropped.advisory(path, "lowered to " + value + ": " + reason.text.formatted(most));
  }

  /** A decoded request within the bound, and its budget for thinking within the answer's length. */
  public Bounded<ChatRequest> of(ChatRequest request) {
    Integer asked = request.maxOutputTokens();
    if (asked != null && asked <= most) {
      return new Bounded<>(request, List.of());
    }
    List<Dropped> lowered = new ArrayList<>();
    if (asked != null) {
      lowered.add(lowered(request.paths().of(RequestField.MAX_OUTPUT_TOKENS), given()));
    }
    ChatRequest bounded = request.withMaxOutputTokens(given());
    ReasoningConfig thought = request.reasoning();
    Integer budget = thought == null ? null : thought.budgetTokens();
    if (thought != null && budget != null && isTooLarge(budget, asked)) {
      int less = given() / 2;
      lowered.add(lowered(request.paths().of(RequestField.REASONING), less));
      bounded = bounded.withReasoning(thought.withBudget(less));
    }
    return new Bounded<>(bounded, lowered);
  }

  /** Whether the bound makes a budget illegal that went with what was asked. */
  private boolean isTooLarge(int budget, @Nullable Integer asked) {
    return budget >= given() && (asked == null || budget < asked);
  }

  /**
   * Scans a client's body for its bounds.
   *
   * @throws GatewayException {@code INVALID_REQUEST} when one of them stands twice: which of the
   *     two counts would be the upstream's choice
   */
  public static JsonScan scan(byte[] body, String... paths) {
    try {
      return JsonScan.of(body, paths);
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  /**
   * The number of tokens that a client's body names at {@code path}, null when it names none.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for what is no number: an upstream might read
   *     it as one
   */
  public static @Nullable BigDecimal asked(JsonScan scan, String path) {
    return switch (scan.value(path)) {
      case null -> null;
      case JsonNull _ -> null;
      case JsonNumber(String spelling) -> number(spelling, path);
      case JsonString _, JsonBoolean _, JsonArray _, JsonObject _ ->
          throw GatewayException.at(path, "must be a whole number");
    };
  }

  private static BigDecimal number(String spelling, String path) {
    try {
      return new BigDecimal(spelling);
    } catch (NumberFormatException e) {
      // An exponent beyond 32 bits, such as that of 1e99999999999.
      throw GatewayException.at(path, "is a number out of range");
    }
  }
}
