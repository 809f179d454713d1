package dev.dragoman.operator.delivery;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What publishing of one gateway came to, for status and logs. Safe for all threads. */
final class DeliveryState implements Publications {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryState.class);

  private final Clock clock;
  private final Consumer<GatewayRef> progressed;

  private @Nullable Publication publication;
  private @Nullable Release resumed;
  private @Nullable String problem;

  DeliveryState(Clock clock, Consumer<GatewayRef> progressed) {
    this.clock = clock;
    this.progressed = progressed;
  }

  @Override
  public synchronized void resumed(Release running) {
    resumed = running;
  }

  @Override
  public void published(GatewayRef gateway, Rendering rendering, Published published) {
    if (note(rendering, published)) {
      progressed.accept(gateway);
    }
  }

  private synchronized boolean note(Rendering rendering, Published published) {
    Publication before = publication;
    boolean healed = problem != null;
    problem = null;
    Instant now = clock.instant();
    if (publication == null && resumed != null) {
      publication = Publication.resumed(resumed, rendering, now);
      resumed = null;
    }
    publication = Publication.after(publication, published, rendering, now);
    return healed || !publication.equals(before);
  }

  @Override
  public void failed(GatewayRef gateway, RuntimeException fault) {
    if (isNews(words(fault))) {
      log(gateway, fault);
      progressed.accept(gateway);
    }
  }

  /** What fails again in the same way is said once. */
  private synchronized boolean isNews(String words) {
    boolean news = !words.equals(problem);
    problem = words;
    return news;
  }

  private static void log(GatewayRef gateway, RuntimeException fault) {
    switch (fault) {
      case LostRaceException _, DeliveryException _, KubernetesClientException _ ->
          LOG.atWarn()
              .addKeyValue("gateway", gateway)
              .addKeyValue("problem", words(fault))
              .log("configuration not delivered");
      default ->
          LOG.atError()
              .addKeyValue("gateway", gateway)
              .setCause(fault)
              .log("configuration not delivered");
    }
  }

  /** An answer of the API server may repeat what was sent to it, so its text is left out. */
  private static String words(RuntimeException fault) {
    return switch (fault) {
      case LostRaceException e -> String.valueOf(e.getMessage());
      case DeliveryException e -> String.valueOf(e.getMessage());
      case KubernetesClientException e when e.getCode() == 0 -> "the API server does not answer";
      case KubernetesClientException e -> "the API server answered " + e.getCode();
      default -> "an error of the operator, see its log";
    };
  }

  synchronized @Nullable Publication publication() {
    return publication;
  }

  synchronized @Nullable String problem() {
    return problem;
  }
}
