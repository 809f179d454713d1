package dev.dragoman.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures of AWS, version 4, as a server does: by signing again what it received. Source:
 * "Create a signed AWS API request" in the IAM user guide.
 *
 * @param accessKeyId whose requests are expected
 * @param region of the scope
 * @param service of the scope
 */
public record SignatureCheck(
    String accessKeyId, String secretAccessKey, String region, String service) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), ?SignedHeaders=([^,]+),"
              + " ?Signature=([0-9a-f]{64})");

  /** What is wrong with the signature; empty when it is right. */
  public List<String> faults(ScriptedExchange exchange) {
    String authorization = exchange.headers().first("authorization");
    Matcher parts = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
    if (!parts.matches()) {
      return List.of("there is no signature: " + authorization);
    }
    List<String> faults = new ArrayList<>();
    String date = orEmpty(exchange.headers().first("x-amz-date"));
    String scope =
        String.join(
            "/", date.substring(0, Math.min(8, date.length())), region, service, "aws4_request");
    expect(faults, "access key", accessKeyId, parts.group(1));
    expect(faults, "scope", scope, parts.group(2));
    expect(faults, "signature", signature(exchange, date, scope, parts.group(3)), parts.group(4));
    return faults;
  }

  private static void expect(List<String> faults, String what, String expected, String seen) {
    if (!expected.equals(seen)) {
      faults.add(what + ": expected " + expected + ", saw " + seen);
    }
  }

  private String signature(
      ScriptedExchange exchange, String date, String scope, String signedHeaders) {
    StringBuilder canonical = new StringBuilder();
    canonical.append(exchange.method()).append('\n');
    canonical.append(encodedAgain(exchange.target())).append("\n\n");
    for (String name : signedHeaders.split(";", -1)) {
      canonical.append(name).append(':');
      canonical.append(orEmpty(exchange.headers().joined(name)).strip()).append('\n');
    }
    canonical.append('\n').append(signedHeaders).append('\n');
    canonical.append(hex(sha256(exchange.body())));
    String toSign =
        String.join("\n", ALGORITHM, date, scope, hex(sha256(utf8(canonical.toString()))));
    byte[] key = utf8("AWS4" + secretAccessKey);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return hex(hmac(key, toSign));
  }

  /** Every service but S3 signs its path encoded once more than it is sent. */
  private static String encodedAgain(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : utf8(path)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~/".indexOf(c) >= 0;
      encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SignatureCheck[" + accessKeyId + "]";
  }
}
