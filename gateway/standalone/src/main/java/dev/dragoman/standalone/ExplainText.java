package dev.dragoman.standalone;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.Explanation;
import dev.dragoman.gateway.Explanation.Estimate;
import dev.dragoman.gateway.Explanation.Sent;
import dev.dragoman.gateway.Explanation.Target;
import dev.dragoman.store.report.KeyReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An explanation as a person reads it; equal explanations are equal texts. */
final class ExplainText {
  private final StringBuilder text = new StringBuilder();

  private ExplainText() {}

  /** Whether a target would be called. */
  static boolean isAnswered(Explanation explanation) {
    return explanation.targets().stream().anyMatch(target -> target.refusal() == null);
  }

  /**
   * The text.
   *
   * @param key who asks, with how it stands
   * @param notServed what the manifests describe and the gateway would not have
   */
  static String of(
      Explanation explanation, String model, @Nullable KeyReport key, List<String> notServed) {
    ExplainText lines = new ExplainText();
    lines.line("model", model);
    lines.line("key", key == null ? "any that may use it" : key.name() + ", " + key.state());
    if (key != null) {
      BoundText.limits(key).forEach(limit -> lines.line("limit", limit));
      BoundText.budgets(key).forEach(budget -> lines.line("budget", budget));
    }
    lines.line("route", explanation.route() == null ? "none" : explanation.route());
    if (explanation.refusal() != null) {
      lines.line("refused", explanation.refusal());
    }
    explanation.weaker().forEach(route -> lines.line("not", route + ", a weaker pattern"));
    notServed.forEach(line -> lines.line("not", line));
    explanation.leftOut().forEach(line -> lines.line("not", line));
    explanation.fetched().forEach(line -> lines.line("fetched", line + ", shown as AAAA"));
    for (int i = 0; i < explanation.targets().size(); i++) {
      lines.target(i + 1, explanation.targets().get(i));
    }
    return lines.text.toString();
  }

  private void target(int number, Target target) {
    text.append('\n');
    line(
        "target " + number,
        target.provider()
            + ", "
            + target.protocol()
            + ", model "
            + target.model()
            + ", tier "
            + target.tier()
            + ", weight "
            + target.weight());
    if (target.refusal() != null) {
      line("  rejected", target.refusal());
    }
    if (target.estimate() != null) {
      line("  at most", of(target.estimate()));
    }
    Sent sent = target.sent();
    if (sent != null) {
      line("  request", (sent.passThrough() ? "as it came, to " : "converted, to ") + sent.path());
      sent.headers().forEach(header -> line("  header", header));
      sent.dropped().forEach(loss -> line("  lost", LossText.of(loss)));
      line("  body", sent.body());
    }
  }

  private static String of(Estimate estimate) {
    String tokens = estimate.inputTokens() + " tokens in and " + estimate.outputTokens() + " out";
    Money cost = estimate.cost();
    return cost == null
        ? tokens + "; the model has no price"
        : tokens + ", " + cost.amount().toPlainString() + " " + cost.currency();
  }

  private void line(String label, String value) {
    text.append(label)
        .append(" ".repeat(Math.max(1, 12 - label.length())))
        .append(value.replaceAll("\\p{Cntrl}+", " "))
        .append('\n');
  }
}
