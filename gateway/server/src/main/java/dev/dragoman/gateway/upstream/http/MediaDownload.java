package dev.dragoman.gateway.upstream.http;

import dev.dragoman.contract.MediaEntry;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Content.Fault;
import dev.dragoman.protocol.normalise.RemoteMedia.Kind;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One medium behind one address, with its redirects. Fails with {@link MediaFault} or what the
 * network gave.
 *
 * @param kind what is expected there
 */
record MediaDownload(HttpClient client, MediaEntry bounds, Kind kind) {
  private static final int MAX_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  Mono<Content> content(String url) {
    return Mono.defer(() -> answer(parsed(url), 0));
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new MediaFault(Fault.ADDRESS, "is not a valid URL");
    }
  }

  private Mono<Content> answer(URI address, int redirects) {
    check(address);
    return client
        .get()
        .uri(withoutFragment(address))
        .response((response, body) -> taken(response, body, address, redirects))
        .next()
        .flatMap(step ->
            switch (step) {
              case Step.Found(Content content) -> Mono.just(content);
              case Step.Elsewhere(URI next) -> answer(next, redirects + 1);
            });
  }

  /** What one response comes to. */
  private sealed interface Step {
    record Found(Content content) implements Step {}

    record Elsewhere(URI next) implements Step {}
  }

  private void check(URI address) {
    String scheme = Objects.requireNonNullElse(address.getScheme(), "").toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(scheme.equals("http") && bounds.plainHttp())) {
      throw new MediaFault(
          Fault.ADDRESS,
          bounds.plainHttp()
              ? "leads to an address that is neither https nor http"
              : "leads to an address without https");
    }
    if (address.getHost() == null) {
      throw new MediaFault(Fault.ADDRESS, "has no valid host name");
    }
    if (address.getRawUserInfo() != null) {
      throw new MediaFault(Fault.ADDRESS, "holds a credential, which is never sent");
    }
  }

  private static URI withoutFragment(URI address) {
    return address.getRawFragment() == null
        ? address
        : URI.create(address.toString().substring(0, address.toString().indexOf('#')));
  }

  private Mono<Step> taken(
      HttpClientResponse response, ByteBufFlux body, URI address, int redirects) {
    int status = response.status().code();
    HttpHeaders headers = response.responseHeaders();
    if (REDIRECTS.contains(status)) {
      return Mono.fromSupplier(() -> elsewhere(headers.get("location"), address, redirects));
    }
    if (status != 200) {
      return Mono.error(new MediaFault(Fault.STATUS, "is answered with status " + status));
    }
    String encoding = headers.get("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Mono.error(new MediaFault(Fault.TYPE, "is answered in a compressed form"));
    }
    String declared = MediaTypes.normal(headers.get("content-type"));
    if (declared != null && !declared.equals(MediaTypes.UNKNOWN) && !isExpected(declared)) {
      return Mono.error(unexpected());
    }
    return body.asByteArray()
        .reduceWith(
            ByteArrayOutputStream::new,
            (all, bytes) -> {
              if (all.size() + (long) bytes.length > bounds.maxBytes()) {
                throw MediaFault.size(bounds);
              }
              all.writeBytes(bytes);
              return all;
            })
        .map(all -> new Step.Found(typed(all.toByteArray(), declared, address)));
  }

  private static Step elsewhere(@Nullable String location, URI from, int redirects) {
    if (redirects == MAX_REDIRECTS) {
      throw new MediaFault(Fault.ADDRESS, "redirects more than " + MAX_REDIRECTS + " times");
    }
    if (location == null) {
      throw new MediaFault(Fault.ADDRESS, "redirects to nowhere");
    }
    return new Step.Elsewhere(from.resolve(parsed(location)));
  }

  private Content typed(byte[] bytes, @Nullable String declared, URI address) {
    if (bytes.length == 0) {
      throw new MediaFault(Fault.TYPE, "leads to an empty file");
    }
    String base64 = Base64.getEncoder().encodeToString(bytes);
    String type = MediaTypes.of(base64, declared, address.getPath());
    if (type == null || !isExpected(type)) {
      throw unexpected();
    }
    return new Content.Bytes(base64, type);
  }

  /** Pages are refused as documents: they are what a site says in place of a file. */
  private boolean isExpected(String type) {
    return switch (kind) {
      case IMAGE -> type.startsWith("image/") || type.equals(MediaTypes.PDF);
      case DOCUMENT ->
          type.equals(MediaTypes.PDF) || (MediaTypes.isText(type) && !type.equals("text/html"));
      case AUDIO -> type.startsWith("audio/");
      case VIDEO -> type.startsWith("video/");
    };
  }

  private MediaFault unexpected() {
    return new MediaFault(Fault.TYPE, "leads to no " + kind.name().toLowerCase(Locale.ROOT));
  }
}
