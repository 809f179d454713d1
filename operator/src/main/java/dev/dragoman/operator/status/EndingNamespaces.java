package dev.dragoman.operator.status;

import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Namespaces that are being deleted: nothing can be made in them, and trying again changes nothing.
 * Each is told of once. Thread-safe.
 */
final class EndingNamespaces {
  private static final Logger LOG = LoggerFactory.getLogger(EndingNamespaces.class);

  /** Code that the API server names as the cause, see {@code v1.NamespaceTerminatingCause}. */
  private static final String TERMINATING = "NamespaceTerminating";

  /** A namespace of the same name may end again. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Clock clock;
  private final Map<String, Instant> told = new HashMap<>();

  EndingNamespaces(Clock clock) {
    this.clock = clock;
  }

  /** Whether {@code fault} happened because the namespace ends or has ended. */
  boolean explain(@Nullable Throwable fault, String namespace) {
    boolean ends = fault instanceof KubernetesClientException answer && isOfTheEnd(answer);
    if (ends && isNews(namespace)) {
      LOG.atInfo()
          .addKeyValue("namespace", namespace)
          .log("the namespace is being deleted; nothing is made in it any more");
    }
    return ends;
  }

  private static boolean isOfTheEnd(KubernetesClientException answer) {
    StatusDetails details = answer.getStatus() == null ? null : answer.getStatus().getDetails();
    if (details == null) {
      return false;
    }
    return switch (answer.getCode()) {
      case FORBIDDEN ->
          details.getCauses().stream().anyMatch(cause -> TERMINATING.equals(cause.getReason()));
      case NOT_FOUND -> "namespaces".equals(details.getKind());
      default -> false;
    };
  }

  private synchronized boolean isNews(String namespace) {
    Instant now = clock.instant();
    told.values().removeIf(since -> since.plus(REMEMBERED).isBefore(now));
    return told.putIfAbsent(namespace, now) == null;
  }
}
