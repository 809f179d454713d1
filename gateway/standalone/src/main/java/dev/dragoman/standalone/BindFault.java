package dev.dragoman.standalone;

import dev.dragoman.gateway.GatewaySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;

/** Says in one line why a port could not be listened on. */
final class BindFault {
  private BindFault() {}

  /**
   * The line, when {@code failure} came from listening. What the layers above the socket throw
   * differs from transport to transport, so the ports are tried once more to see which one it was.
   */
  static Optional<String> of(Throwable failure, GatewaySettings settings) {
    if (!isOfTheNetwork(failure)) {
      return Optional.empty();
    }
    return tried(settings.host(), settings.port(), "--port", "PORT")
        .or(() ->
            tried(
                settings.host(),
                settings.managementPort(),
                "--management-port",
                "MANAGEMENT_PORT"));
  }

  private static boolean isOfTheNetwork(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof IOException || message.contains("already in use")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> tried(String host, int port, String option, String variable) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return Optional.of(
          "host " + host + ": no address of this name; choose another with --host or HOST");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return Optional.empty();
    } catch (IOException e) {
      String choose = "; choose another with " + option + " or " + variable;
      return Optional.of("port " + port + " " + reason(e, host) + choose);
    }
  }

  private static String reason(IOException fault, String host) {
    String message = String.valueOf(fault.getMessage());
    if (message.contains("Permission denied")) {
      return "is reserved for the system";
    }
    if (message.contains("Cannot assign")) {
      return "cannot be opened: " + host + " is no address of this machine";
    }
    return "is already in use";
  }
}
