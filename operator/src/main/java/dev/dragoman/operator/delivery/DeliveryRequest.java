package dev.dragoman.operator.delivery;

import dev.dragoman.contract.DeliveryPaths;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks for, read from method and address. The paths are those of {@link DeliveryPaths}.
 */
sealed interface DeliveryRequest {
  String namespace();

  String gateway();

  /**
   * Events for one pod.
   *
   * @param digest of what the pod runs on, null when it runs on nothing yet
   */
  record Stream(String namespace, String gateway, String pod, @Nullable String digest)
      implements DeliveryRequest {}

  record Blob(String namespace, String gateway, String sha256) implements DeliveryRequest {}

  record ReadCredentials(String namespace, String gateway) implements DeliveryRequest {}

  record Acknowledge(String namespace, String gateway) implements DeliveryRequest {}

  Pattern PATH = Pattern.compile("/v1/gateways/([a-z0-9.-]{1,63})/([a-z0-9.-]{1,253})(/.{1,80})");

  Pattern BLOB = Pattern.compile("/blobs/([0-9a-f]{64})");

  /** Empty for what no pod asks for. */
  static Optional<DeliveryRequest> of(String method, URI address) {
    Matcher path = PATH.matcher(address.getPath());
    if (!path.matches()) {
      return Optional.empty();
    }
    String namespace = path.group(1);
    String gateway = path.group(2);
    return switch (method + path.group(3)) {
      case "GET/stream" -> stream(namespace, gateway, address);
      case "GET/credentials" -> Optional.of(new ReadCredentials(namespace, gateway));
      case "POST/acks" -> Optional.of(new Acknowledge(namespace, gateway));
      default -> method.equals("GET") ? blob(namespace, gateway, path.group(3)) : Optional.empty();
    };
  }

  private static Optional<DeliveryRequest> stream(String namespace, String gateway, URI address) {
    String pod = parameter(address, DeliveryPaths.POD);
    return pod == null
        ? Optional.empty()
        : Optional.of(
            new Stream(namespace, gateway, pod, parameter(address, DeliveryPaths.DIGEST)));
  }

  private static Optional<DeliveryRequest> blob(String namespace, String gateway, String rest) {
    Matcher blob = BLOB.matcher(rest);
    return blob.matches()
        ? Optional.of(new Blob(namespace, gateway, blob.group(1)))
        : Optional.empty();
  }

  private static @Nullable String parameter(URI address, String name) {
    String query = address.getRawQuery();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=") && pair.length() > name.length() + 1) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
