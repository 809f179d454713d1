package dev.dragoman.gateway.upstream.google;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.dragoman.gateway.upstream.Lent.Loan;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Access tokens for Vertex AI. Blocks. */
final class GoogleTokens {
  /** Source: "Authenticate to Vertex AI" in the documentation of Google Cloud. */
  static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/cloud-platform");

  /** The clock of the service that takes the token may be ahead of ours. */
  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);

  /** How long a token is used of which nobody says when it ends. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** Errors of OAuth 2.0 are words (RFC 6749, 5.2). */
  private static final Pattern WORD = Pattern.compile("[a-z_]{1,60}");

  private final Source source;
  private final Clock clock;

  GoogleTokens(Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Where credentials come from; asked for each token, so that changed files count. */
  @FunctionalInterface
  interface Source {
    /**
     * The credentials, limited to {@link #SCOPES}.
     *
     * @throws IllegalStateException saying what is wrong with them
     * @throws IOException when they cannot be read
     */
    GoogleCredentials credentials() throws IOException;
  }

  /**
   * The headers that carry a token, to be renewed after half of its life.
   *
   * @throws IllegalStateException when there are no credentials, or Google gives them no token
   * @throws UncheckedIOException when they cannot be read, or Google not be reached
   */
  Loan<WireHeaders> next() {
    try {
      GoogleCredentials credentials = source.credentials();
      Instant asked = clock.instant();
      AccessToken token = credentials.refreshAccessToken();
      WireHeaders headers = headers(token, credentials.getQuotaProjectId());
      Date expiry = token.getExpirationTime();
      if (expiry == null) {
        return new Loan<>(headers, asked.plus(FRESH), null);
      }
      // The library reckons with the clock of the system, which need not be ours.
      Duration life = Duration.between(Instant.now(), expiry.toInstant());
      return new Loan<>(
          headers, asked.plus(life.dividedBy(2)), asked.plus(life).minus(BEFORE_EXPIRY));
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** Credentials of people say which project answers for their calls. */
  private static WireHeaders headers(AccessToken token, @Nullable String quotaProject) {
    WireHeaders headers = WireHeaders.of("authorization", "Bearer " + token.getTokenValue());
    return quotaProject == null ? headers : headers.with("x-goog-user-project", quotaProject);
  }

  /** A server's answer may repeat what it was sent; only its status and its word are kept. */
  private static RuntimeException refused(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpResponseException answer) {
        return new IllegalStateException(
            "Google gives the gateway no token: " + answer.getStatusCode() + error(answer));
      }
    }
    return new UncheckedIOException("no token of Google", failure);
  }

  private static String error(HttpResponseException answer) {
    String content = answer.getContent();
    if (content == null) {
      return "";
    }
    try {
      String word = JsonCursor.request(content.getBytes(StandardCharsets.UTF_8)).string("error");
      return word != null && WORD.matcher(word).matches() ? " " + word : "";
    } catch (GatewayException e) {
      // A page of a proxy, or an error of another form: the status says enough.
      return "";
    }
  }
}
