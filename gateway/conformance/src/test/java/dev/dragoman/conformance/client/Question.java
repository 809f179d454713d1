package dev.dragoman.conformance.client;

import java.util.List;
import java.util.Map;

/**
 * What a person asks a model.
 *
 * @param model public name
 * @param tools what the model may call
 * @param thinking whether the client wants to see what the model thinks
 */
public record Question(
    String model, String system, String text, List<Tool> tools, boolean thinking) {
  /**
   * A function of the client's.
   *
   * @param properties JSON Schema of each argument, by name
   */
  public record Tool(String name, String description, Map<String, Map<String, String>> properties) {
    public Tool {
      properties = Map.copyOf(properties);
    }
  }

  public Question {
    tools = List.copyOf(tools);
  }

  /** A question without tools. */
  public static Question of(String model, String text) {
    return new Question(model, "Be brief.", text, List.of(), false);
  }

  /** This question with a tool for the weather of a city and one without arguments for the time. */
  public Question withTools() {
    Tool weather =
        new Tool("weather", "Weather of a city.", Map.of("city", Map.of("type", "string")));
    Tool clock = new Tool("clock", "The time of day.", Map.of());
    return new Question(model, system, text, List.of(weather, clock), thinking);
  }

  /** This question with a wish to think. */
  public Question withThinking() {
    return new Question(model, system, text, tools, true);
  }
}
