package dev.dragoman.gateway;

import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.UpstreamWire;

/** How an Anthropic client's request reaches an upstream. */
enum FailoverSide {
  PASSED("pass"),
  CONVERTED("convert");

  private final String model;

  FailoverSide(String model) {
    this.model = model;
  }

  /** The public model of a route whose backends are all reached this way. */
  String model() {
    return model;
  }

  UpstreamWire wire() {
    return switch (this) {
      case PASSED -> new AnthropicWire();
      case CONVERTED -> new OpenAiWire();
    };
  }

  /** Names of the providers of this protocol at the three upstreams. */
  String[] providers() {
    return new String[] {model + "-1", model + "-2", model + "-3"};
  }

  /** The answer "hello", whole or streamed. */
  Scenario hello(boolean stream) {
    ScriptedTurn turn = ScriptedTurn.saying("hel", "lo");
    return stream
        ? Scenario.stream(wire().stream("served", turn))
        : Scenario.json(wire().whole("served", turn));
  }

  Scenario.Answer error(int status, String message) {
    return Scenario.json(status, wire().error(status, message));
  }

  /** The start of a stream, none of its content. */
  Scenario.Answer start() {
    return Scenario.stream(
        wire().opening("served", ScriptedTurn.saying("hel", "lo")).subList(0, 1));
  }

  /** The start of a stream and all of its content, but not its end. */
  Scenario.Answer content() {
    return Scenario.stream(wire().opening("served", ScriptedTurn.saying("hel", "lo")));
  }

  /** A request of an Anthropic client. */
  static String request(String model, boolean stream, int maxTokens) {
    return ("{\"model\":\"%s\",\"max_tokens\":%d,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .formatted(model, maxTokens, stream);
  }

  static String request(String model, boolean stream) {
    return request(model, stream, 100);
  }
}
