package dev.dragoman.operator.monitoring;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a Prometheus that is not there, and says what is skipped. */
final class PrometheusCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (PrometheusTools.find().isPresent()) {
      return ConditionEvaluationResult.enabled("Prometheus is there");
    }
    String skipped =
        "SKIPPED: %s needs prometheus and promtool in %s; .ci/prometheus provides them"
            .formatted(context.getDisplayName(), PrometheusTools.directory());
    System.err.println(skipped);
    return ConditionEvaluationResult.disabled(skipped);
  }
}
