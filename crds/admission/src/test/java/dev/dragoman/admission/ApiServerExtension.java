package dev.dragoman.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts the API server when the first test asks for it and stops it after the last. Without the
 * binaries that a class needs it is skipped, loudly.
 */
final class ApiServerExtension implements ExecutionCondition, ParameterResolver {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    boolean controllers =
        AnnotationSupport.findAnnotation(test, NeedsApiServer.class)
            .map(NeedsApiServer::controllers)
            .orElse(false);
    try {
      if (KubeBinaries.find()
          .filter(found -> !controllers || found.controllerManager().isPresent())
          .isPresent()) {
        return ConditionEvaluationResult.enabled("kube-apiserver is there");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String reason =
        "SKIPPED: %s needs kube-apiserver, etcd, kubectl%s in %s; .ci/kube-apiserver provides them"
            .formatted(
                test.getSimpleName(),
                controllers ? ", kube-controller-manager" : "",
                KubeBinaries.directory());
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
