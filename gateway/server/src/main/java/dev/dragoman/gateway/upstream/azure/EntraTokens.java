package dev.dragoman.gateway.upstream.azure;

import dev.dragoman.gateway.upstream.Lent.Loan;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for Azure OpenAI, given for the pod's own token: the client credentials flow with a
 * federated credential (source: learn.microsoft.com, Microsoft identity platform and the OAuth 2.0
 * client credentials flow, third case). Blocks.
 */
final class EntraTokens {
  /** Source: learn.microsoft.com, Azure OpenAI with Microsoft Entra ID authentication. */
  private static final String SCOPE = "https://cognitiveservices.azure.com/.default";

  private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The clock of the service that takes the token may be ahead of ours. */
  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);

  private final Supplier<WorkloadIdentity> identity;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  EntraTokens(Supplier<WorkloadIdentity> identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * A token, to be renewed after half of its life.
   *
   * @throws IllegalStateException when this pod has no identity, or the service gives it no token
   * @throws UncheckedIOException when the service cannot be reached
   */
  Loan<String> next() {
    WorkloadIdentity pod = identity.get();
    try {
      Instant asked = clock.instant();
      HttpResponse<byte[]> answer = http.send(request(pod), BodyHandlers.ofByteArray());
      JsonCursor said = JsonCursor.request(answer.body());
      if (answer.statusCode() != 200) {
        throw refused(answer.statusCode(), said.string("error"));
      }
      Duration life = Duration.ofSeconds(said.require("expires_in").integer());
      return new Loan<>(
          said.requireString("access_token"),
          asked.plus(life.dividedBy(2)),
          asked.plus(life).minus(BEFORE_EXPIRY));
    } catch (GatewayException e) {
      throw new IllegalStateException("Microsoft Entra answered with what is no token", e);
    } catch (IOException e) {
      throw new UncheckedIOException("no token of Microsoft Entra", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a token was asked for", e);
    }
  }

  private static HttpRequest request(WorkloadIdentity pod) throws IOException {
    return HttpRequest.newBuilder(pod.tokenEndpoint())
        .timeout(PATIENCE)
        .header("content-type", "application/x-www-form-urlencoded")
        .POST(
            BodyPublishers.ofString(
                form(
                    Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        pod.client(),
                        "client_assertion_type",
                        ASSERTION,
                        "client_assertion",
                        Files.readString(pod.tokenFile()).strip(),
                        "scope",
                        SCOPE))))
        .build();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static IllegalStateException refused(int status, @Nullable String error) {
    return new IllegalStateException(
        "Microsoft Entra gives this pod no token: " + status + (error == null ? "" : " " + error));
  }
}
