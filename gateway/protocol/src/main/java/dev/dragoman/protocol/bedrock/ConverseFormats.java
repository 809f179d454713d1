package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.MediaSource.Url;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  private static final Map<String, String> AUDIO =
      Map.ofEntries(
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/opus", "opus"),
          Map.entry("audio/wav", "wav"),
          Map.entry("audio/x-wav", "wav"),
          Map.entry("audio/aac", "aac"),
          Map.entry("audio/flac", "flac"),
          Map.entry("audio/mp4", "mp4"),
          Map.entry("audio/ogg", "ogg"),
          Map.entry("audio/webm", "webm"),
          Map.entry("audio/pcm", "pcm"));

  private ConverseFormats() {}

  static Set<String> imageTypes() {
    return IMAGES.keySet();
  }

  static boolean isDocumentType(String type) {
    return DOCUMENTS.containsKey(type);
  }

  static @Nullable String image(@Nullable String type, MediaSource source) {
    return word(IMAGES, type, source);
  }

  static @Nullable String document(@Nullable String type, MediaSource source) {
    return word(DOCUMENTS, type, source);
  }

  static @Nullable String video(@Nullable String type, MediaSource source) {
    return word(VIDEOS, type, source);
  }

  static @Nullable String audio(@Nullable String type, MediaSource source) {
    return word(AUDIO, type, source);
  }

  /** The word for the type, else for how the name of an object in a store ends. */
  private static @Nullable String word(
      Map<String, String> words, @Nullable String type, MediaSource source) {
    String known = type == null ? null : words.get(type);
    if (known != null || !(source instanceof Url(String url))) {
      return known;
    }
    String end = url.substring(url.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String format = end.equals("jpg") ? "jpeg" : end;
    return words.containsValue(format) ? format : null;
  }
}
