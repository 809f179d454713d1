package dev.dragoman.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the API server when the first test asks for it and stops it after the last. Without its
 * binaries the class is skipped, loudly.
 */
final class ApiServerExtension implements ExecutionCondition, ParameterResolver {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      if (KubeBinaries.find().isPresent()) {
        return ConditionEvaluationResult.enabled("kube-apiserver is there");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String reason =
        "SKIPPED: %s needs kube-apiserver, etcd and kubectl in %s; .ci/kube-apiserver provides them"
            .formatted(context.getRequiredTestClass().getSimpleName(), KubeBinaries.directory());
    System.err.println(reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(ApiServer.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(ApiServer.class))
        .computeIfAbsent(ApiServer.class, _ -> start(), ApiServer.class);
  }

  private static ApiServer start() {
    try {
      return ApiServer.start(KubeBinaries.find().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
