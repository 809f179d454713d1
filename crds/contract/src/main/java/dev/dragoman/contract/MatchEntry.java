package dev.dragoman.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions besides the model's name. Of the routes of one name that match, the one with the most
 * conditions takes the request, then the oldest, then the first by name.
 *
 * @param apis interfaces that the client may speak; empty for every one
 * @param createdAt age of the route, null when it is not known
 */
public record MatchEntry(
    List<HeaderMatch> headers, List<ApiName> apis, @Nullable Instant createdAt) {
  public MatchEntry {
    headers = List.copyOf(headers);
    apis = List.copyOf(apis);
    Require.that(!headers.isEmpty() || !apis.isEmpty(), "a match has at least one condition");
  }

  /** How many conditions there are: each header, and the choice of interfaces. */
  public int conditions() {
    return headers.size() + (apis.isEmpty() ? 0 : 1);
  }

  /**
   * A demand on one header.
   *
   * @param value null with {@link Type#Present}
   */
  public record HeaderMatch(String name, Type type, @Nullable String value) {
    /** How a header is compared. */
    public enum Type {
      Exact,
      Prefix,
      Present
    }

    public HeaderMatch {
      Require.text(name, "name");
      Require.that(
          (type == Type.Present) == (value == null), "Present takes no value, the others need one");
    }
  }
}
