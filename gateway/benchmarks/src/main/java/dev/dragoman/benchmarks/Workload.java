package dev.dragoman.benchmarks;

/** What requests for whole answers hold and get. Streams are asked for with plain requests. */
enum Workload {
  /** A kilobyte of text; the answer is text. */
  PLAIN("", "fast", "fast") {
    @Override
    byte[] body(Wire wire, String model) {
      return wire.body(model, false);
    }

    @Override
    String description() {
      return "bodies of " + Wire.BODY_BYTES + " bytes";
    }
  },

  /**
   * Thinking asked for, four tools, an earlier turn with a thought, a call and its result: three
   * and a half kilobytes. The answer is text and two calls.
   */
  THINKING("/calls", "gpt-5.1", "claude-sonnet-4-5") {
    @Override
    byte[] body(Wire wire, String model) {
      return switch (wire) {
        case ANTHROPIC -> Sample.WITH_TOOLS.anthropic(model);
        case OPENAI -> Sample.WITH_TOOLS.openAiChat(model);
      };
    }

    @Override
    String description() {
      return "requests with thinking and tools, answers with calls";
    }
  };

  private final String prefix;
  private final String openAiModel;
  private final String anthropicModel;

  Workload(String prefix, String openAiModel, String anthropicModel) {
    this.prefix = prefix;
    this.openAiModel = openAiModel;
    this.anthropicModel = anthropicModel;
  }

  /** A request for a whole answer. */
  abstract byte[] body(Wire wire, String model);

  /** For the head of the table. */
  abstract String description();

  /** What the upstream's path begins with, so that it answers as this load wants. */
  String prefix() {
    return prefix;
  }

  /** The model of an OpenAI upstream, which decides what is converted. */
  String openAiModel() {
    return openAiModel;
  }

  /** The model of an Anthropic upstream. */
  String anthropicModel() {
    return anthropicModel;
  }
}
