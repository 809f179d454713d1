package dev.dragoman.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** One bound on what may pass. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LimitEntry.RequestsPerMinute.class, name = "RequestsPerMinute"),
  @JsonSubTypes.Type(value = LimitEntry.RequestsPerWindow.class, name = "RequestsPerWindow"),
  @JsonSubTypes.Type(value = LimitEntry.TokensPerMinute.class, name = "TokensPerMinute"),
  @JsonSubTypes.Type(value = LimitEntry.Concurrent.class, name = "Concurrent")
})
public sealed interface LimitEntry {
  /** A bucket that holds {@code max} requests and refills within a minute. */
  record RequestsPerMinute(long max) implements LimitEntry {
    public RequestsPerMinute {
      Require.atLeast(1, max, "max");
    }
  }

  /** A bucket that holds {@code max} requests and refills within {@code window}, a day at most. */
  record RequestsPerWindow(long max, Duration window) implements LimitEntry {
    public RequestsPerWindow {
      Require.atLeast(1, max, "max");
      Require.within(1, Duration.ofDays(1).toSeconds(), window.toSeconds(), "window in seconds");
    }
  }

  /** A bucket that holds {@code max} tokens of in- and output and refills within a minute. */
  record TokensPerMinute(long max) implements LimitEntry {
    public TokensPerMinute {
      Require.atLeast(1, max, "max");
    }
  }

  /** So many requests at a time. */
  record Concurrent(long max) implements LimitEntry {
    public Concurrent {
      Require.atLeast(1, max, "max");
    }
  }
}
