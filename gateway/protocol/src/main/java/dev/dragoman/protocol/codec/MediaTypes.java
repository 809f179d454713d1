package dev.dragoman.protocol.codec;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kind of file some bytes are: by their first bytes, what was declared, and the name. */
public final class MediaTypes {
  public static final String PDF = "application/pdf";
  public static final String PLAIN_TEXT = "text/plain";

  /** The type that says nothing. */
  public static final String UNKNOWN = "application/octet-stream";

  /** Characters of base64 that hold more bytes than any signature here is long. */
  private static final int HEAD = 24;

  private static final Set<String> TEXT =
      Set.of(
          "application/json",
          "application/xml",
          "application/yaml",
          "application/x-yaml",
          "application/javascript",
          "application/x-ndjson");

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("pdf", PDF),
          Map.entry("txt", PLAIN_TEXT),
          Map.entry("log", PLAIN_TEXT),
          Map.entry("md", "text/markdown"),
          Map.entry("csv", "text/csv"),
          Map.entry("html", "text/html"),
          Map.entry("htm", "text/html"),
          Map.entry("xml", "application/xml"),
          Map.entry("json", "application/json"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("doc", "application/msword"),
          Map.entry(
              "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
          Map.entry("xls", "application/vnd.ms-excel"),
          Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));

  private MediaTypes() {}

  /**
   * The type of inline bytes. What the first bytes say counts more than what was declared:
   * providers refuse a mismatch. The name decides when nothing else does.
   *
   * @param base64 standard base64
   * @return null when nothing tells
   */
  public static @Nullable String of(
      String base64, @Nullable String declared, @Nullable String filename) {
    String signed = bySignature(base64);
    if (signed != null) {
      return signed;
    }
    String said = normal(declared);
    return said == null || said.equals(UNKNOWN) ? byName(filename, said) : said;
  }

  /** The type without parameters, by its usual name. */
  public static @Nullable String normal(@Nullable String type) {
    if (type == null) {
      return null;
    }
    int end = type.indexOf(';');
    String plain = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return plain.isEmpty() ? null : plain.equals("image/jpg") ? "image/jpeg" : plain;
  }

  /** Whether files of this type are text that a model can read as such. */
  public static boolean isText(String type) {
    return type.startsWith("text/")
        || TEXT.contains(type)
        || type.endsWith("+json")
        || type.endsWith("+xml");
  }

  private static @Nullable String byName(@Nullable String filename, @Nullable String fallback) {
    int dot = filename == null ? -1 : filename.lastIndexOf('.');
    if (filename == null || dot < 0) {
      return fallback;
    }
    return BY_EXTENSION.getOrDefault(
        filename.substring(dot + 1).toLowerCase(Locale.ROOT),
        fallback == null ? UNKNOWN : fallback);
  }

  /** The type of which {@code base64} has the signature, null when it is of none known here. */
  public static @Nullable String bySignature(String base64) {
    int length = Math.min(HEAD, base64.length() & ~3);
    byte[] head = Base64.getDecoder().decode(base64.substring(0, length));
    if (starts(head, 0, 0x89, 'P', 'N', 'G')) {
      return "image/png";
    }
    if (starts(head, 0, 0xFF, 0xD8, 0xFF)) {
      return "image/jpeg";
    }
    if (starts(head, 0, 'G', 'I', 'F', '8')) {
      return "image/gif";
    }
    if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
      return "image/webp";
    }
    return starts(head, 0, '%', 'P', 'D', 'F', '-') ? PDF : null;
  }

  private static boolean starts(byte[] bytes, int at, int... signature) {
    if (bytes.length < at + signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if ((bytes[at + i] & 0xFF) != signature[i]) {
        return false;
      }
    }
    return true;
  }
}
