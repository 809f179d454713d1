package dev.dragoman.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a route carries its requests.
 *
 * @param timeouts of the route; {@code total} bounds all attempts together
 * @param failover when another backend is tried
 * @param lossPolicy what happens to parts of a request that the target cannot express
 * @param balancing null for {@link Balancing.Policy#Weighted}
 * @param retry null when a backend is asked once
 * @param limits null for none
 * @param cache null for none
 * @param headers null for no change
 * @param mirror null for none
 */
public record RoutePolicy(
    TimeoutsEntry timeouts,
    Failover failover,
    LossPolicy lossPolicy,
    @Nullable Balancing balancing,
    @Nullable Retry retry,
    @Nullable Limits limits,
    @Nullable Cache cache,
    @Nullable Headers headers,
    @Nullable Mirror mirror) {
  public static final RoutePolicy DEFAULT = with(TimeoutsEntry.DEFAULT, Failover.DEFAULT);

  /** The usual policy with these bounds. */
  public static RoutePolicy with(TimeoutsEntry timeouts, Failover failover) {
    return new RoutePolicy(
        timeouts, failover, LossPolicy.Strict, null, null, null, null, null, null);
  }

  /** What happens to parts of a request that the target cannot express. */
  public enum LossPolicy {
    Strict,
    Lenient
  }

  /** What makes another backend be tried. */
  public enum Trigger {
    ConnectError,
    Timeout,
    Http429,
    Http5xx,
    ContextLength,
    ContentFilter
  }

  /**
   * When another backend is tried, always before the first content was sent.
   *
   * @param maxAttempts counts every call of a request
   */
  public record Failover(List<Trigger> triggers, int maxAttempts) {
    public static final Failover DEFAULT =
        new Failover(
            List.of(Trigger.ConnectError, Trigger.Timeout, Trigger.Http429, Trigger.Http5xx), 3);

    public Failover {
      triggers = triggers.stream().distinct().sorted().toList();
      Require.within(1, 10, maxAttempts, "maxAttempts");
    }
  }

  /**
   * Which backend of a tier is taken.
   *
   * @param hashOn what the same backend is kept for, with {@link Policy#ConsistentHash} alone
   * @param header the header with {@link HashOn#Header}
   */
  public record Balancing(Policy policy, @Nullable HashOn hashOn, @Nullable String header) {
    /** Ways to choose. */
    public enum Policy {
      Weighted,
      LeastLatency,
      LeastBusy,
      ConsistentHash
    }

    /** What the same backend is kept for. */
    public enum HashOn {
      ApiKey,
      Conversation,
      Header
    }

    public Balancing {
      Require.that(
          (policy == Policy.ConsistentHash) == (hashOn != null),
          "hashOn belongs to ConsistentHash");
      Require.that((hashOn == HashOn.Header) == (header != null), "header belongs to Header");
    }
  }

  /**
   * How often the same backend is asked again.
   *
   * @param perBackend further calls of one backend
   * @param base first wait, doubled each time
   * @param max longest wait
   * @param retryAfterMax longest wait that an upstream may ask for
   * @param budgetPercent share of calls that may be repetitions
   */
  public record Retry(
      int perBackend, Duration base, Duration max, Duration retryAfterMax, int budgetPercent) {
    public Retry {
      Require.within(0, 5, perBackend, "perBackend");
      Require.within(0, 100, budgetPercent, "budgetPercent");
    }
  }

  /**
   * What may pass.
   *
   * @param bounds per route, or per key of the route
   * @param maxOutputTokens the largest answer that may be asked for
   */
  public record Limits(List<LimitEntry> bounds, Per per, @Nullable Integer maxOutputTokens) {
    /** Who shares the bounds. */
    public enum Per {
      Route,
      Key
    }

    public Limits {
      bounds = List.copyOf(bounds);
    }
  }

  /** Answers kept for identical requests. */
  public record Cache(Duration ttl, Scope scope, long maxEntryBytes) {
    /** Who may see an answer again. */
    public enum Scope {
      Key,
      Namespace
    }
  }

  /** Changes to headers on either way. */
  public record Headers(@Nullable HeadersEntry request, @Nullable HeadersEntry response) {}

  /** A backend that gets a share of the requests as well, its answers thrown away. */
  public record Mirror(String backend, int percent) {
    public Mirror {
      Require.within(1, 100, percent, "percent");
    }
  }
}
