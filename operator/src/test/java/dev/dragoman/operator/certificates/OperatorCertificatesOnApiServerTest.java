package dev.dragoman.operator.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

@NeedsApiServer
class OperatorCertificatesOnApiServerTest {
  private final ApiServer server;
  private final String namespace;
  private Instant now = Instant.now();

  OperatorCertificatesOnApiServerTest(ApiServer server) {
    this.server = server;
    this.namespace = server.newNamespace();
  }

  private OperatorCertificates replica() {
    return replica(Clock.systemUTC());
  }

  private OperatorCertificates replica(Clock clock) {
    return new OperatorCertificates(
        server.client(), namespace, List.of("localhost"), clock, new SecureRandom());
  }

  private Clock moved() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private Secret secret() {
    return server
        .client()
        .secrets()
        .inNamespace(namespace)
        .withName(OperatorCertificates.SECRET)
        .get();
  }

  private static int get(OperatorCertificates shown, String trusted)
      throws IOException, GeneralSecurityException, InterruptedException {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(shown.tls()));
    https.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(204, -1);
          }
        });
    https.start();
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(TestTls.trusting(trusted)).build()) {
      URI address = URI.create("https://localhost:" + https.getAddress().getPort());
      return client
          .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
          .statusCode();
    } finally {
      https.stop(0);
    }
  }

  @Test
  void replicasShareOneAuthority() throws Exception {
    // Given
    OperatorCertificates one = replica();
    OperatorCertificates two = replica();

    // When
    assertThat(one.renew()).isTrue();
    assertThat(two.renew()).isTrue();

    // Then
    assertThat(two.trusted()).isEqualTo(one.trusted());
    assertThat(get(one, two.trusted())).isEqualTo(204);
    assertThat(get(two, one.trusted())).isEqualTo(204);
  }

  @Test
  void aRestartedReplicaMakesNothingNew() {
    // Given
    OperatorCertificates before = replica();
    before.renew();
    String version = secret().getMetadata().getResourceVersion();

    // When
    OperatorCertificates after = replica();
    after.renew();

    // Then
    assertThat(after.trusted()).isEqualTo(before.trusted());
    assertThat(after.renew()).isFalse();
    assertThat(secret().getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void anotherAuthorityIsNotTrusted() {
    OperatorCertificates one = replica();
    one.renew();
    server.client().secrets().inNamespace(namespace).withName(OperatorCertificates.SECRET).delete();
    OperatorCertificates other = replica();
    other.renew();
    assertThatExceptionOfType(SSLHandshakeException.class)
        .isThrownBy(() -> get(other, one.trusted()));
  }

  @Test
  void inAChangeBothAuthoritiesAreTrusted() {
    // Given
    OperatorCertificates replica = replica(moved());
    replica.renew();
    String first = replica.trusted();

    // When
    now = now.plus(Authorities.LIFE.multipliedBy(2).dividedBy(3)).plus(Duration.ofHours(1));
    assertThat(replica.renew()).isTrue();
    String both = replica.trusted();
    now = now.plus(Authorities.SPREAD);
    replica.renew();

    // Then: the other signs now, and pods that read either are served
    assertThat(both).startsWith(first).hasSizeGreaterThan(first.length());
    assertThat(replica.trusted()).contains(first).doesNotStartWith(first);
    assertThat(secret().getData()).containsOnlyKeys("ca.crt", "ca.key", "previous.crt");
  }

  @Test
  void aDamagedSecretIsReplaced() {
    // Given
    OperatorCertificates before = replica();
    before.renew();
    server
        .client()
        .secrets()
        .inNamespace(namespace)
        .withName(OperatorCertificates.SECRET)
        .edit(secret -> {
          secret.setData(Map.of("ca.crt", "bm9uZQ==", "ca.key", "bm9uZQ=="));
          return secret;
        });

    // When
    OperatorCertificates after = replica();

    // Then
    assertThat(after.renew()).isTrue();
    assertThat(after.trusted()).isNotEmpty().isNotEqualTo(before.trusted());
  }
}
