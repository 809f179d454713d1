package dev.dragoman.contract;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code sk-dgm-<keyId>-<secret>-<crc>}. The keyId is 12 characters of
 * lower-case base32 and public; the secret is 256 random bits in base62, padded to 43 characters;
 * the CRC-32 of everything before it, in base62, lets scanners of leaked secrets tell a key from
 * chance.
 *
 * @param keyId public id
 * @param text the whole key; never logged, see {@link #toString}
 */
public record KeyText(String keyId, String text) {
  private static final String PREFIX = "sk-dgm-";
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 12;
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_LENGTH = 43;
  private static final int CRC_LENGTH = 6;
  private static final Pattern ID = Pattern.compile("[a-z2-7]{12}");
  private static final Pattern SHAPE =
      Pattern.compile("(sk-dgm-([a-z2-7]{12})-[0-9A-Za-z]{43}-)([0-9A-Za-z]{6})");

  /** A new key. */
  public static KeyText generate(SecureRandom random) {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return generate(random, id.toString());
  }

  /**
   * A new text for a key that has its public id already.
   *
   * @throws IllegalArgumentException when {@code keyId} is none
   */
  public static KeyText generate(SecureRandom random, String keyId) {
    Require.that(ID.matcher(keyId).matches(), "a public id has 12 characters of base32");
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String head = PREFIX + keyId + "-" + base62(new BigInteger(1, secret), SECRET_LENGTH) + "-";
    return new KeyText(keyId, head + checksum(head));
  }

  /** Whether {@code text} has the form of a key of Dragoman's own, checksum included. */
  public static boolean isKeyText(String text) {
    Matcher shape = SHAPE.matcher(text);
    return shape.matches() && shape.group(3).equals(checksum(shape.group(1)));
  }

  /**
   * The public id under which a presented text is looked up: its own when it is a key of
   * Dragoman's, else the first 12 base32 characters of its SHA-256.
   */
  public static String keyIdOf(String text) {
    return isKeyText(text) ? ownId(text) : foreignId(Digest.bytes(bytes(text)));
  }

  /**
   * What a presented text is looked up and compared by.
   *
   * @param keyId see {@link #keyIdOf}
   * @param sha256 see {@link #digestOf}
   */
  public record Fingerprint(String keyId, String sha256) {}

  /** Both at once, for what is presented with every request. */
  public static Fingerprint fingerprintOf(String text) {
    byte[] digest = Digest.bytes(bytes(text));
    return new Fingerprint(
        isKeyText(text) ? ownId(text) : foreignId(digest), HexFormat.of().formatHex(digest));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String ownId(String text) {
    return text.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH);
  }

  private static String foreignId(byte[] digest) {
    long head = ByteBuffer.wrap(digest).getLong();
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      int shift = Long.SIZE - 5 * (i + 1);
      id.append(BASE32.charAt((int) (head >>> shift) & 31));
    }
    return id.toString();
  }

  /** SHA-256 of a whole key text in lower-case hex, as {@link DigestEntry} holds it. */
  public static String digestOf(String text) {
    return Digest.of(bytes(text));
  }

  private static String checksum(String head) {
    CRC32 crc = new CRC32();
    crc.update(head.getBytes(StandardCharsets.US_ASCII));
    return base62(BigInteger.valueOf(crc.getValue()), CRC_LENGTH);
  }

  private static String base62(BigInteger number, int length) {
    StringBuilder digits = new StringBuilder(length);
    BigInteger rest = number;
    BigInteger base = BigInteger.valueOf(BASE62.length());
    for (int i = 0; i < length; i++) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      digits.append(BASE62.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return digits.reverse().toString();
  }

  /** The public part alone. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "KeyText[%s]", keyId);
  }
}
