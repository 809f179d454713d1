package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.gateway.GatewaySettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BindFaultTest {
  private static RuntimeException failure() {
    return new IllegalStateException("start", new RuntimeException(new BindException("in use")));
  }

  private static GatewaySettings settings(String host, int port, int managementPort) {
    return new GatewaySettings(
        host,
        port,
        managementPort,
        1,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Path.of("target", "state"));
  }

  @Test
  void theTakenPortIsNamedWithItsRemedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(BindFault.of(failure(), settings("127.0.0.1", port, 0)))
          .contains("port " + port + " is already in use; choose another with --port or PORT");
      assertThat(BindFault.of(failure(), settings("127.0.0.1", 0, port)))
          .contains(
              "port "
                  + port
                  + " is already in use; choose another with --management-port or"
                  + " MANAGEMENT_PORT");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    // 192.0.2.0/24 is set aside for documentation (RFC 5737): no machine has such an address.
    assertThat(BindFault.of(failure(), settings("192.0.2.1", 0, 0)))
        .hasValueSatisfying(
            line -> assertThat(line).contains("192.0.2.1 is no address of this machine"));
  }

  @Test
  void otherFailuresAreNotExplainedAway() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              BindFault.of(
                  new IllegalStateException("bug"), settings("127.0.0.1", taken.getLocalPort(), 0)))
          .isEmpty();
    }
    assertThat(BindFault.of(failure(), settings("127.0.0.1", 0, 0))).isEmpty();
  }
}
