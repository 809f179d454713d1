package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;

/** Errors as openai-java reads them, of both of its APIs. */
final class OpenAiFailure {
  private OpenAiFailure() {}

  static Outcome of(OpenAIServiceException failure, JsonMapper json) {
    int status = failure instanceof SseException ? 200 : failure.statusCode();
    return new Outcome(
        status,
        Caller.warnings(failure.headers().values(Caller.WARNINGS)),
        json.createObjectNode()
            .put("class", failure.getClass().getSimpleName())
            .put("status", failure.statusCode())
            .put("type", failure.type().orElse(null))
            .put("code", failure.code().orElse(null))
            .put("retryAfter", String.join("", failure.headers().values("retry-after")))
            .put("message", String.valueOf(failure.getMessage()).replaceFirst("^\\d+: ", "")));
  }
}
