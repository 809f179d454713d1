package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.MediaSource.CloudUri;
import dev.dragoman.protocol.model.MediaSource.FileRef;
import dev.dragoman.protocol.model.MediaSource.Inline;
import dev.dragoman.protocol.model.MediaSource.InlineText;
import dev.dragoman.protocol.model.MediaSource.Nested;
import dev.dragoman.protocol.model.MediaSource.Url;
import dev.dragoman.protocol.normalise.ReadableText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What media are to both of OpenAI's protocols: addresses and files with names. */
public final class OpenAiMedia {
  private OpenAiMedia() {}

  /** The blocks with documents taken apart: what is said of one comes as text before it. */
  public static List<ContentBlock> flat(List<ContentBlock> blocks) {
    List<ContentBlock> flat = new ArrayList<>(blocks.size());
    for (ContentBlock block : blocks) {
      if (block instanceof Document document) {
        boolean nested = document.source() instanceof Nested;
        String head = nested ? ReadableText.head(document) : document.context();
        if (head != null && !head.isBlank()) {
          flat.add(Text.of(head));
        }
        if (document.source() instanceof Nested(List<ContentBlock> content)) {
          flat.addAll(content);
          continue;
        }
      }
      flat.add(block);
    }
    return flat;
  }

  /** The name of a file; OpenAI refuses one without (microsoft/vscode#325672). */
  public static String filename(Document document) {
    if (document.filename() != null) {
      return document.filename();
    }
    boolean pdf = MediaTypes.PDF.equals(document.mimeType());
    String title = document.title();
    if (title == null || title.isBlank()) {
      return pdf ? "document.pdf" : "document";
    }
    return pdf && !title.endsWith(".pdf") ? title + ".pdf" : title;
  }

  /** An address, or the bytes as a {@code data:} URL. */
  public static String url(MediaSource source, @Nullable String type) {
    return switch (source) {
      case Url(String url) -> url;
      case Inline(String base64) ->
          "data:" + (type == null ? "application/octet-stream" : type) + ";base64," + base64;
      case FileRef _, CloudUri _, InlineText _, Nested _ ->
          throw new IllegalStateException("left over: " + source.getClass().getSimpleName());
    };
  }
}
