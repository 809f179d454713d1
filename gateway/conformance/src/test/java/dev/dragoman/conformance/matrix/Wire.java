package dev.dragoman.conformance.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dragoman.conformance.judge.GeminiJudge;
import dev.dragoman.conformance.judge.Judge;
import dev.dragoman.conformance.judge.Verdict;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.EventStreamBytes;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.ResponsesWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.UpstreamWire;
import java.util.List;
import java.util.Locale;

/** The protocols that upstreams speak: how they spell answers, and who judges requests. */
enum Wire {
  ANTHROPIC {
    @Override
    UpstreamWire spelling() {
      return new AnthropicWire();
    }

    @Override
    Verdict judge(ScriptedExchange seen) {
      return "2023-06-01".equals(seen.headers().first("anthropic-version"))
          ? Judge.ANTHROPIC_2023_REQUEST.judge(seen.body())
          : Judge.ANTHROPIC_REQUEST.judge(seen.body());
    }

    @Override
    byte[] frame(JsonNode event) {
      return ("event: " + event.path("type").asText() + "\ndata: " + event + "\n\n")
          .getBytes(UTF_8);
    }
  },
  CHAT {
    @Override
    UpstreamWire spelling() {
      return new OpenAiWire();
    }

    @Override
    Verdict judge(ScriptedExchange seen) {
      return Judge.OPENAI_REQUEST.judge(seen.body());
    }
  },
  RESPONSES {
    @Override
    UpstreamWire spelling() {
      return new ResponsesWire();
    }

    @Override
    Verdict judge(ScriptedExchange seen) {
      return Judge.RESPONSES_REQUEST.judge(seen.body());
    }

    @Override
    byte[] frame(JsonNode event) {
      return ANTHROPIC.frame(event);
    }
  },
  GEMINI {
    @Override
    UpstreamWire spelling() {
      return new GeminiWire();
    }

    @Override
    Verdict judge(ScriptedExchange seen) {
      return GeminiJudge.request(seen.body());
    }
  },
  /** Its streams are binary; AWS has no class of its own for a body as it goes over the wire. */
  CONVERSE {
    @Override
    UpstreamWire spelling() {
      throw new UnsupportedOperationException("Converse is spelled by BedrockWire");
    }

    @Override
    Verdict judge(ScriptedExchange seen) {
      return new Verdict(List.of());
    }

    @Override
    byte[] whole(String model, ScriptedTurn turn) {
      return BedrockWire.whole(turn);
    }

    @Override
    Scenario stream(String model, ScriptedTurn turn) {
      return Scenario.eventStream(BedrockWire.stream(turn));
    }

    @Override
    Scenario frames(List<JsonNode> events) {
      return Scenario.eventStream(
          events.stream()
              .map(event -> event.properties().iterator().next())
              .map(event -> EventStreamBytes.event(event.getKey(), event.getValue().toString()))
              .toList());
    }

    @Override
    Scenario.Answer error(int status, String message) {
      String type =
          switch (status) {
            case 429 -> "ThrottlingException";
            case 503 -> "ServiceUnavailableException";
            default -> "ValidationException";
          };
      return BedrockWire.refusal(status, type, message);
    }
  };

  abstract UpstreamWire spelling();

  /** What the vendor's own classes say of a request. */
  abstract Verdict judge(ScriptedExchange seen);

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  byte[] whole(String model, ScriptedTurn turn) {
    return spelling().whole(model, turn);
  }

  Scenario stream(String model, ScriptedTurn turn) {
    return Scenario.stream(spelling().stream(model, turn));
  }

  byte[] frame(JsonNode event) {
    return ("data: " + (event.isTextual() ? event.asText() : event.toString()) + "\n\n")
        .getBytes(UTF_8);
  }

  /** A stream of these events; one of Converse is an object with its type as the only member. */
  Scenario frames(List<JsonNode> events) {
    return Scenario.stream(events.stream().map(this::frame).toList());
  }

  Scenario.Answer error(int status, String message) {
    return Scenario.json(status, spelling().error(status, message));
  }
}
