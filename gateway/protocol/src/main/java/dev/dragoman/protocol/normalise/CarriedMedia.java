package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.MediaSource.CloudUri;
import dev.dragoman.protocol.model.MediaSource.FileRef;
import dev.dragoman.protocol.model.MediaSource.Inline;
import dev.dragoman.protocol.model.MediaSource.InlineText;
import dev.dragoman.protocol.model.MediaSource.Nested;
import dev.dragoman.protocol.model.MediaSource.Url;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings media into a form that a target takes, one block for one block: types follow the first
 * bytes, documents of text become text where the target has no others (protocols.md 2.4, 2.5). What
 * it cannot take is refused, for an attachment that disappears is the worst failure
 * (microsoft/vscode#325672, musistudio/llms#68). All refusals are {@code INVALID_REQUEST}.
 */
public final class CarriedMedia {
  private final MediaForms forms;
  private final Capabilities capabilities;

  public CarriedMedia(MediaForms forms, Capabilities capabilities) {
    this.forms = forms;
    this.capabilities = capabilities;
  }

  /**
   * Whether the block leads to its bytes by an address that the target does not take, though it
   * would take the bytes.
   */
  public boolean needsBytes(ContentBlock block) {
    return switch (block) {
      case Image(Url(String url), _, _, _, _) ->
          capabilities.has(Flag.IMAGE_INPUT) && !takesImageAt(url);
      case Document(Url(String url), _, _, _, _, _, _, _) -> !takesDocumentAt(url);
      case Audio(Url _, _, _, _) -> capabilities.has(Flag.AUDIO_INPUT);
      case Video(Url(String url), _, _, _) ->
          capabilities.has(Flag.VIDEO_INPUT) && !(forms.videoUrls() && isTaken(url));
      case Image _, Document _, Audio _, Video _ -> false;
      case Text _,
          Refusal _,
          Reasoning _,
          ToolCall _,
          ToolResult _,
          ServerToolCall _,
          ServerToolResult _,
          SearchResult _,
          Executable _,
          Compaction _,
          Opaque _ ->
          false;
    };
  }

  private boolean takesImageAt(String url) {
    return capabilities.has(Flag.IMAGE_URL) && isTaken(url);
  }

  private boolean takesDocumentAt(String url) {
    return capabilities.has(Flag.PDF_INPUT) && forms.documentUrls() && isTaken(url);
  }

  private boolean isTaken(String url) {
    return forms.plainHttp() || url.regionMatches(true, 0, "https:", 0, "https:".length());
  }

  /** The image; bytes that are a PDF are a document (BerriAI/litellm#39977). */
  public ContentBlock image(Image image, Place place) {
    String type = typeOf(image.source(), image.mimeType(), null);
    if (MediaTypes.PDF.equals(type)) {
      return document(
          new Document(image.source(), type, null, null, null, null, image.cache(), image.ext()),
          place);
    }
    require(Flag.IMAGE_INPUT, "images", place);
    switch (image.source()) {
      case Inline _ -> refuseUnknownImage(type, place);
      case Url(String url) -> refuseAddress(takesImageAt(url), "images", place);
      case FileRef(Provider owner, _) -> file(owner, forms.imageFiles(), place);
      case CloudUri _, InlineText _, Nested _ -> throw refused(place, "images of this kind");
    }
    return new Image(image.source(), type, image.detail(), image.cache(), image.ext());
  }

  private void refuseUnknownImage(@Nullable String type, Place place) {
    if (type == null) {
      throw GatewayException.at(place.path(), "is an image whose type is neither said nor known");
    }
    if (!forms.imageTypes().isEmpty() && !forms.imageTypes().contains(type)) {
      throw refused(place, "images of type " + type);
    }
  }

  /** The document, or the text or the image that it is. */
  public ContentBlock document(Document document, Place place) {
    return switch (document.source()) {
      case InlineText(String text) -> text(document, text);
      case Nested(List<ContentBlock> content) -> nested(document, content, place);
      case Inline(String base64) -> inline(document, base64, place);
      case Url(String url) -> {
        refuseAddress(takesDocumentAt(url), "documents", place);
        yield document;
      }
      case FileRef(Provider owner, _) -> {
        require(Flag.PDF_INPUT, "documents", place);
        file(owner, true, place);
        yield document;
      }
      case CloudUri _ -> throw refused(place, "documents of a cloud store");
    };
  }

  private ContentBlock text(Document document, String text) {
    return forms.textDocuments()
        ? with(document, new InlineText(text), MediaTypes.PLAIN_TEXT)
        : new Text(
            ReadableText.of(document, text), List.of(), null, document.cache(), document.ext());
  }

  private Document nested(Document document, List<ContentBlock> content, Place place) {
    List<ContentBlock> carried = new ArrayList<>(content.size());
    for (ContentBlock block : content) {
      carried.add(
          switch (block) {
            case Text text -> text;
            case Image image -> image(image, place);
            case Document _,
                Audio _,
                Video _,
                Refusal _,
                Reasoning _,
                ToolCall _,
                ToolResult _,
                ServerToolCall _,
                ServerToolResult _,
                SearchResult _,
                Executable _,
                Compaction _,
                Opaque _ ->
                throw refused(place, "documents of anything but text and images");
          });
    }
    return with(document, new Nested(carried), null);
  }

  private ContentBlock inline(Document document, String base64, Place place) {
    String type = MediaTypes.of(base64, document.mimeType(), document.filename());
    boolean other = forms.otherDocuments().test(type == null ? MediaTypes.UNKNOWN : type);
    if (type != null && MediaTypes.isText(type) && !other) {
      String text = ReadableText.decoded(base64);
      if (text == null) {
        throw GatewayException.at(place.path(), "is a document of type " + type + " but no UTF-8");
      }
      return text(document, text);
    }
    if (type != null && type.startsWith("image/") && !other) {
      return image(
          new Image(document.source(), type, null, document.cache(), document.ext()), place);
    }
    require(Flag.PDF_INPUT, "documents", place);
    if (!MediaTypes.PDF.equals(type) && !other) {
      throw refused(place, "documents of " + (type == null ? "unknown type" : "type " + type));
    }
    return with(document, document.source(), type);
  }

  private static Document with(Document document, MediaSource source, @Nullable String type) {
    return new Document(
        source,
        type,
        document.filename(),
        document.title(),
        document.context(),
        document.citationsEnabled(),
        document.cache(),
        document.ext());
  }

  public Audio audio(Audio audio, Place place) {
    require(Flag.AUDIO_INPUT, "audio", place);
    return switch (audio.source()) {
      case Inline _ -> audio;
      case Url _ -> throw address("audio", place);
      case FileRef _, CloudUri _, InlineText _, Nested _ ->
          throw refused(place, "audio of this kind");
    };
  }

  public Video video(Video video, Place place) {
    require(Flag.VIDEO_INPUT, "video", place);
    switch (video.source()) {
      case Inline _ -> {}
      case Url(String url) -> refuseAddress(forms.videoUrls() && isTaken(url), "video", place);
      case FileRef _, CloudUri _, InlineText _, Nested _ ->
          throw refused(place, "video of this kind");
    }
    return video;
  }

  private static @Nullable String typeOf(
      MediaSource source, @Nullable String declared, @Nullable String filename) {
    return source instanceof Inline(String base64)
        ? MediaTypes.of(base64, declared, filename)
        : MediaTypes.normal(declared);
  }

  private void require(Flag flag, String what, Place place) {
    if (!capabilities.has(flag)) {
      throw refused(place, what);
    }
  }

  private void file(Provider owner, boolean taken, Place place) {
    if (!owner.equals(forms.files())) {
      throw GatewayException.at(
          place.path(), "the file reference belongs to another provider; send the data itself");
    }
    if (!taken) {
      throw refused(place, "images by file id");
    }
  }

  private void refuseAddress(boolean taken, String what, Place place) {
    if (!taken) {
      throw address(what, place);
    }
  }

  private GatewayException address(String what, Place place) {
    return GatewayException.at(
        place.path("source.url"),
        "the "
            + forms.protocol()
            + " model of this route takes no "
            + what
            + " from this address; send the data itself, or allow the gateway to fetch media");
  }

  private GatewayException refused(Place place, String what) {
    return GatewayException.at(
        place.path(), what + " cannot be sent to the " + forms.protocol() + " model of this route");
  }
}
