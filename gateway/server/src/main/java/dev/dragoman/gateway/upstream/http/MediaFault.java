package dev.dragoman.gateway.upstream.http;

import dev.dragoman.contract.MediaEntry;
import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Content.Fault;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Why an address led to nothing usable. The reason is for the client, who wrote the address; it
 * says nothing of where a name led, or the gateway would map the network that it stands in.
 */
final class MediaFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  MediaFault(Fault fault, String reason) {
    super(reason, null, false, false);
    this.fault = fault;
  }

  static MediaFault size(MediaEntry bounds) {
    return new MediaFault(Fault.SIZE, tooLarge(bounds).reason());
  }

  static Content.Missing tooLarge(MediaEntry bounds) {
    return new Content.Missing(
        Fault.SIZE,
        "is larger than the " + bounds.maxBytes() + " bytes that are fetched for one request");
  }

  static Content.Missing tooMany(MediaEntry bounds) {
    return new Content.Missing(
        Fault.COUNT,
        "is one more than the " + bounds.maxAddresses() + " addresses fetched for one request");
  }

  static Content.Missing late(MediaEntry bounds) {
    return new Content.Missing(
        Fault.TIMEOUT,
        "did not answer within the " + bounds.timeout().toMillis() + " ms that fetching may take");
  }

  static Content.Missing missing(Throwable cause, MediaEntry bounds) {
    return switch (cause) {
      case MediaFault fault -> new Content.Missing(fault.fault, String.valueOf(fault.getMessage()));
      case TimeoutException _ -> late(bounds);
      case JudgedResolver.RefusedAddressException _, UnknownHostException _ ->
          new Content.Missing(Fault.ADDRESS, "leads to a host that cannot be reached from here");
      case SSLException _ ->
          new Content.Missing(Fault.NETWORK, "has no certificate that is trusted here");
      default -> new Content.Missing(Fault.NETWORK, "could not be fetched");
    };
  }
}
