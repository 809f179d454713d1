package dev.dragoman.protocol.bedrock;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words that Converse has for media types. Source: {@code ImageFormat}, {@code DocumentFormat},
 * {@code VideoFormat} and {@code AudioFormat} in the Bedrock API reference.
 */
final class ConverseFormats {
  private static final Map<String, String> IMAGES =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpeg",
          "image/jpg", "jpeg",
          "image/gif", "gif",
          "image/webp", "webp");

  private static final Map<String, String> DOCUMENTS =
      Map.ofEntries(
          Map.entry("application/pdf", "pdf"),
          Map.entry("text/csv", "csv"),
          Map.entry("application/msword", "doc"),
          Map.entry(
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
          Map.entry("application/vnd.ms-excel", "xls"),
          Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
          Map.entry("text/html", "html"),
          Map.entry("text/plain", "txt"),
          Map.entry("text/markdown", "md"));

  private static final Map<String, String> VIDEOS =
      Map.of(
          "video/x-matroska", "mkv",
          "video/quicktime", "mov",
          "video/mp4", "mp4",
          "video/webm", "webm",
          "video/x-flv", "flv",
          "video/mpeg", "mpeg",
          "video/x-ms-wmv", "wmv",
          "video/3gpp", "three_gp");

  /** Enough base64 for the first bytes, by which kinds of images differ. */
  private static final int HEAD = 16;

  private ConverseFormats() {}

  /**
   * The format of an image: the bytes count where they say another than the declared type, or where
   * none is declared.
   */
  static @Nullable String image(@Nullable String mimeType, @Nullable String base64) {
    String seen = base64 == null ? null : imageByBytes(base64);
    return seen == null ? byType(IMAGES, mimeType) : seen;
  }

  private static @Nullable String imageByBytes(String base64) {
    byte[] head;
    try {
      head = Base64.getDecoder().decode(base64.substring(0, Math.min(HEAD, base64.length() & ~3)));
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (startsWith(head, 0, "\u0089PNG")) {
      return "png";
    }
    if (startsWith(head, 0, "\u00FF\u00D8\u00FF")) {
      return "jpeg";
    }
    if (startsWith(head, 0, "GIF8")) {
      return "gif";
    }
    return startsWith(head, 0, "RIFF") && startsWith(head, 8, "WEBP") ? "webp" : null;
  }

  private static boolean startsWith(byte[] bytes, int from, String latin1) {
    if (bytes.length < from + latin1.length()) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      if ((bytes[from + i] & 0xFF) != latin1.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The format of a document by its type, else by the end of its name. */
  static @Nullable String document(@Nullable String mimeType, @Nullable String filename) {
    String byType = byType(DOCUMENTS, mimeType);
    if (byType != null || filename == null) {
      return byType;
    }
    String end = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return DOCUMENTS.containsValue(end) ? end : null;
  }

  static @Nullable String video(@Nullable String mimeType) {
    return byType(VIDEOS, mimeType);
  }

  private static @Nullable String byType(Map<String, String> formats, @Nullable String mimeType) {
    if (mimeType == null) {
      return null;
    }
    int parameters = mimeType.indexOf(';');
    String type = parameters < 0 ? mimeType : mimeType.substring(0, parameters);
    return formats.get(type.strip().toLowerCase(Locale.ROOT));
  }
}
