package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads envelopes:
 *
 * <pre>
 * gw1.PROVIDER.BASE64URL({"value","itemId","placement","scope"}).KID.BASE64URL(HMAC-SHA256)
 * </pre>
 *
 * <p>The HMAC is over all that stands before its dot. The same state gives the same text as long as
 * the key is the same, so prompt caches live. Source: protocols.md 2.6. Thread-safe.
 */
public final class Envelopes {
  /** With what every envelope begins. */
  public static final String PREFIX = "gw1.";

  /** More than any provider's state takes. */
  static final int MAX_CHARACTERS = 2 * 1024 * 1024;

  private static final int PARTS = 5;
  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

  private final KeyRing keys;

  public Envelopes(KeyRing keys) {
    this.keys = keys;
  }

  /**
   * What was in an envelope.
   *
   * @param itemId id of the item where the provider gives reasoning one
   */
  public record Content(Signature signature, @Nullable String itemId) {}

  /** Whether {@code value} claims to be an envelope. */
  public static boolean isEnvelope(String value) {
    return value.startsWith(PREFIX);
  }

  /** Whether there is a key to seal with. */
  boolean canSeal() {
    return keys.sealing() != null;
  }

  /** The envelope; empty without a key, and for state that is too large to come back. */
  public Optional<String> seal(Content content) {
    EnvelopeKey key = keys.sealing();
    if (key == null) {
      return Optional.empty();
    }
    Signature signature = content.signature;
    byte[] json =
        new JsonWriter()
            .beginObject()
            .field("value", signature.value())
            .field("itemId", content.itemId)
            .field("placement", signature.placement().name())
            .field("scope", signature.scope())
            .endObject()
            .bytes();
    String signed =
        PREFIX + signature.provider().name() + "." + TO_TEXT.encodeToString(json) + "." + key.kid();
    String sealed = signed + "." + TO_TEXT.encodeToString(key.sign(signed));
    return sealed.length() > MAX_CHARACTERS ? Optional.empty() : Optional.of(sealed);
  }

  /**
   * What is in an envelope; empty when it is cut or too large, when its key is not known any more,
   * or when another has written or changed it. Nothing in it is looked at before its HMAC is.
   */
  public Optional<Content> open(String envelope) {
    if (envelope.length() > MAX_CHARACTERS || !isEnvelope(envelope)) {
      return Optional.empty();
    }
    String[] parts = envelope.split("\\.", PARTS + 1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    EnvelopeKey key = keys.byKid(parts[3]);
    byte[] mac = bytes(parts[4]);
    String signed = envelope.substring(0, envelope.lastIndexOf('.'));
    if (key == null || mac == null || !key.isOf(signed, mac)) {
      return Optional.empty();
    }
    return content(new Provider(parts[1]), bytes(parts[2]));
  }

  /** The bytes of their one spelling: a second spelling of a valid envelope is not one. */
  private static byte @Nullable [] bytes(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Arrays.equals(TO_TEXT.encode(bytes), text.getBytes(StandardCharsets.ISO_8859_1))
          ? bytes
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Optional<Content> content(Provider provider, byte @Nullable [] json) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      if (!(JsonReader.parse(json) instanceof JsonObject object)) {
        return Optional.empty();
      }
      String value = text(object, "value");
      String scope = text(object, "scope");
      String placement = text(object, "placement");
      return value == null || scope == null || placement == null
          ? Optional.empty()
          : Optional.of(
              new Content(
                  new Signature(provider, scope, value, Placement.valueOf(placement)),
                  text(object, "itemId")));
    } catch (JsonSyntaxException | IllegalArgumentException e) {
      // Sealed by a build that knows other placements: of no use here.
      return Optional.empty();
    }
  }

  private static @Nullable String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString(String text) ? text : null;
  }
}
