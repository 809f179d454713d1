package dev.dragoman.gateway.upstream.google;

import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.GatewayException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The JSON file of a key of a service account: {@code {"type":"service_account","client_email",
 * "private_key_id","private_key","token_uri"}}. With it a statement is signed (RS256) that {@code
 * token_uri} exchanges for a token. Other files of credentials name addresses and programs to get
 * one from, which a tenant's Secret may not. Source: "Using OAuth 2.0 for Server to Server
 * Applications" on developers.google.com, and RFC 7523.
 */
final class ServiceAccountKey {
  private static final String TYPE = "service_account";
  private static final List<String> NEEDED =
      List.of("client_email", "private_key", "private_key_id", "client_id");

  private ServiceAccountKey() {}

  /**
   * The credentials of a key.
   *
   * @throws IllegalStateException naming the member that is missing or wrong, and no value
   */
  static GoogleCredentials credentials(String key, HttpTransportFactory transports) {
    byte[] json = key.getBytes(StandardCharsets.UTF_8);
    demand(json);
    try {
      return ServiceAccountCredentials.fromStream(new ByteArrayInputStream(json), transports)
          .createScoped(GoogleTokens.SCOPES);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the key of the service account cannot be read: its private_key or its token_uri is"
              + " wrong");
    }
  }

  private static void demand(byte[] json) {
    try {
      JsonCursor key = JsonCursor.request(json);
      if (!TYPE.equals(key.string("type"))) {
        throw new IllegalStateException(
            "the Secret holds no key of a service account: its type must be " + TYPE);
      }
      for (String member : NEEDED) {
        if (key.requireString(member).isBlank()) {
          throw new IllegalStateException(
              "the key of the service account has no " + member + ", which is needed");
        }
      }
    } catch (GatewayException e) {
      throw new IllegalStateException(
          "the Secret holds no key of a service account: it must be the JSON file that Google gives"
              + " for a key");
    }
  }
}
