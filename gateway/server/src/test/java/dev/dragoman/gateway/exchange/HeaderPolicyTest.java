package dev.dragoman.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.wire.WireHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** protocols.md 6. */
class HeaderPolicyTest {
  @Test
  void credentialsAndFramingNeverReachTheUpstream() {
    // Given
    WireHeaders client =
        WireHeaders.of(
            "Authorization", "Bearer k",
            "x-api-key", "k",
            "api-key", "k",
            "x-goog-api-key", "k",
            "x-goog-user-project", "another",
            "x-goog-fieldmask", "candidates",
            "x-http-method-override", "DELETE",
            "Cookie", "c",
            "Host", "h",
            "Content-Length", "3",
            "Accept-Encoding", "br",
            "X-Forwarded-For", "1.2.3.4",
            "x-dragoman-strict", "true",
            "Connection", "close, X-Private",
            "X-Private", "p",
            "Transfer-Encoding", "chunked");

    // Then
    assertThat(HeaderPolicy.toSameProtocol(client).fields()).isEmpty();
  }

  @Test
  void whatClientAndUpstreamSayToEachOtherPasses() {
    // Given
    WireHeaders client =
        WireHeaders.of(
            "anthropic-version", "2023-06-01",
            "anthropic-beta", "a,b",
            "x-stainless-lang", "java",
            "content-type", "application/json");

    // Then
    assertThat(HeaderPolicy.toSameProtocol(client)).isEqualTo(client);
  }

  @Test
  @Tag("pitfall-109")
  @Tag("pitfall-119")
  void rateLimitsPassToTheClientAndFramingDoesNot() {
    // Given: litellm#37754, better-ccflare#243
    WireHeaders upstream =
        WireHeaders.of(
            "anthropic-ratelimit-unified-status", "rejected",
            "retry-after", "12",
            "x-ratelimit-limit-requests", "10",
            "content-encoding", "gzip",
            "content-length", "10",
            "set-cookie", "c",
            "anthropic-organization-id", "org",
            "request-id", "req_up");

    // When
    WireHeaders passed = HeaderPolicy.fromSameProtocol(upstream);

    // Then
    assertThat(passed.fields())
        .containsOnlyKeys(
            "anthropic-ratelimit-unified-status",
            "retry-after",
            "x-ratelimit-limit-requests",
            "x-dragoman-upstream-request-id");
    assertThat(passed.first("x-dragoman-upstream-request-id")).isEqualTo("req_up");
  }

  @Test
  void lineEndsInValuesCannotStartAHeader() {
    // When
    WireHeaders passed =
        HeaderPolicy.fromSameProtocol(WireHeaders.of("x-info", "a\r\nset-cookie: bädly"));

    // Then
    assertThat(passed.first("x-info")).isEqualTo("aset-cookie: bdly");
  }
}
