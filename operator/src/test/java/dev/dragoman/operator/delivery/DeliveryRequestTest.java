package dev.dragoman.operator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.DeliveryPaths;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryRequestTest {
  private static final DeliveryPaths PATHS = DeliveryPaths.of("team", "main.one");

  private static DeliveryRequest read(String method, String address) {
    return DeliveryRequest.of(method, URI.create(address)).orElseThrow();
  }

  @Test
  void everyPathOfTheContractIsRead() {
    String digest = "0123456789abcdef".repeat(4);
    assertThat(read("GET", PATHS.stream() + "?pod=p%2D1&digest=" + digest))
        .isEqualTo(new DeliveryRequest.Stream("team", "main.one", "p-1", digest));
    assertThat(read("GET", PATHS.stream() + "?pod=p"))
        .isEqualTo(new DeliveryRequest.Stream("team", "main.one", "p", null));
    assertThat(read("GET", PATHS.blob(digest)))
        .isEqualTo(new DeliveryRequest.Blob("team", "main.one", digest));
    assertThat(read("GET", PATHS.credentials()))
        .isEqualTo(new DeliveryRequest.ReadCredentials("team", "main.one"));
    assertThat(read("POST", PATHS.acks()))
        .isEqualTo(new DeliveryRequest.Acknowledge("team", "main.one"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /v1/gateways/team/main/stream",
    "GET, /v1/gateways/team/main/stream?pod=",
    "POST, /v1/gateways/team/main/credentials",
    "GET, /v1/gateways/team/main/acks",
    "GET, /v1/gateways/team/main/blobs/../credentials",
    "GET, /v1/gateways/team/main/blobs/ABCDEF",
    "GET, /v1/gateways/te%2Fam/main/credentials"
  })
  void whatNoPodAsksForIsNoRequest(String method, String address) {
    assertThat(DeliveryRequest.of(method, URI.create(address))).isEmpty();
  }
}
