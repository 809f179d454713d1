package dev.dragoman.gateway.alert;

import dev.dragoman.contract.AlertsEntry.Webhook;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.limit.AlertSink;
import dev.dragoman.gateway.limit.BudgetAlert;
import dev.dragoman.gateway.limit.BudgetStanding;
import dev.dragoman.gateway.telemetry.BudgetMetrics;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import dev.dragoman.gateway.upstream.http.Cidr;
import dev.dragoman.gateway.upstream.http.HttpWebhook;
import dev.dragoman.protocol.json.JsonWriter;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of budgets in the log, in metrics and, where the configuration in force names one, to a
 * webhook. Thread-safe.
 */
public final class Alerts implements AlertSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  private final BudgetMetrics metrics;
  private final Clock clock;
  private volatile @Nullable Receiver receiver;

  private record Receiver(
      String gateway,
      Webhook said,
      @Nullable String secret,
      List<String> cidrs,
      HttpWebhook webhook) {
    boolean is(String name, Webhook other, @Nullable String value, List<String> ranges) {
      return gateway.equals(name)
          && said.equals(other)
          && Objects.equals(secret, value)
          && cidrs.equals(ranges);
    }

    /** The address alone. */
    @Override
    public String toString() {
      return "Receiver[" + said.url().getHost() + "]";
    }
  }

  public Alerts(BudgetMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** A configuration is in force. */
  public synchronized void follow(Configuration configuration) {
    metrics.follow(configuration.config());
    var gateway = configuration.config().gateway();
    Webhook said = gateway.alerts() == null ? null : gateway.alerts().webhook();
    Receiver before = receiver;
    if (said == null) {
      close();
      return;
    }
    String secret =
        said.credential() == null ? null : configuration.credentials().get(said.credential());
    List<String> cidrs = configuration.config().upstreamCidrs();
    if (before != null && before.is(gateway.name(), said, secret, cidrs)) {
      return;
    }
    close();
    AddressPolicy policy = new AddressPolicy(cidrs.stream().map(Cidr::parse).toList());
    URI url = said.url();
    receiver =
        new Receiver(
            gateway.name(),
            said,
            secret,
            cidrs,
            new HttpWebhook(url, policy, said.header(), secret));
  }

  @Override
  public void stands(BudgetStanding standing) {
    metrics.stands(standing);
  }

  @Override
  public void crossed(BudgetAlert alert) {
    LOG.warn(
        "the budget \"{}\" of the {} has reached {} %: {} of {} {}",
        alert.budget(),
        alert.subject(),
        alert.percent(),
        alert.spent().toPlainString(),
        alert.limit().toPlainString(),
        unit(alert));
    metrics.crossed(alert);
    Receiver now = receiver;
    if (now != null) {
      now.webhook
          .post(body(now.gateway, alert))
          .subscribe(
              done -> {},
              failure ->
                  LOG.error(
                      "the webhook of budgets at {} was not told: {}",
                      now.said.url().getHost(),
                      rootOf(failure)));
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static String unit(BudgetAlert alert) {
    return alert.currency() == null ? "tokens" : alert.currency();
  }

  private byte[] body(String gateway, BudgetAlert alert) {
    JsonWriter json = new JsonWriter();
    json.beginObject()
        .field("type", "budget.threshold")
        .field("at", clock.instant().toString())
        .field("gateway", gateway)
        .beginObject("subject")
        .field("kind", alert.subject().kind().name().toLowerCase(Locale.ROOT))
        .field("name", alert.subject().name())
        .field("uid", alert.subject().uid())
        .endObject()
        .field("budget", alert.budget())
        .field("measure", alert.measure())
        .field("percent", alert.percent())
        .field("spent", alert.spent().toPlainString())
        .field("limit", alert.limit().toPlainString())
        .field("unit", unit(alert))
        .field("window_start", alert.window().start().toString());
    if (alert.window().end() != null) {
      json.field("window_end", alert.window().end().toString());
    }
    return json.endObject().bytes();
  }

  @Override
  public synchronized void close() {
    Receiver last = receiver;
    receiver = null;
    if (last != null) {
      last.webhook.close();
    }
  }
}
