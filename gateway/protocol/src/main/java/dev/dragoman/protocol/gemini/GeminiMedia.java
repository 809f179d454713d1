package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.MediaSource.Url;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.CarriedMedia;
import dev.dragoman.protocol.normalise.MediaForms;
import java.util.List;
import java.util.Set;

/**
 * Which media are sent: bytes, or an address of what Google itself keeps, which are files of the
 * Files API, objects of Cloud Storage and videos of YouTube. Source: "Image understanding", "Video
 * understanding" and "File input methods" on ai.google.dev.
 */
final class GeminiMedia {
  /** GIF is no type of Google's list. */
  private static final Set<String> IMAGES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif");

  private static final List<String> OWN_ADDRESSES =
      List.of(
          "https://generativelanguage.googleapis.com/",
          "gs://",
          "https://www.youtube.com/",
          "https://youtube.com/",
          "https://youtu.be/");

  private static final MediaForms FORMS =
      new MediaForms(
          "Gemini", Provider.GEMINI, true, IMAGES, false, false, false, _ -> false, false);

  private final Capabilities capabilities;
  private final CarriedMedia media;
  private final GeminiLosses losses;

  GeminiMedia(Capabilities capabilities, GeminiLosses losses) {
    this.capabilities = capabilities;
    this.media = new CarriedMedia(FORMS, capabilities);
    this.losses = losses;
  }

  /** Whether the block leads to bytes that Google does not fetch itself. */
  static boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    MediaSource source =
        switch (block) {
          case Image image -> image.source();
          case Document document -> document.source();
          case Audio audio -> audio.source();
          case Video video -> video.source();
          case ContentBlock _ -> null;
        };
    return source != null
        && !isOfGoogle(source)
        && new CarriedMedia(FORMS, capabilities).needsBytes(block);
  }

  static boolean isOfGoogle(MediaSource source) {
    return source instanceof Url(String url) && OWN_ADDRESSES.stream().anyMatch(url::startsWith);
  }

  ContentBlock image(Place place, Image image, Role role) {
    refuseInstructions(place, role);
    if (image.detail() != null && !image.detail().equals("auto")) {
      losses.advisory(place.path("detail"), "Gemini has no detail of images");
    }
    if (isOfGoogle(image.source())) {
      require(place, Flag.IMAGE_INPUT);
      return image;
    }
    return media.image(image, place);
  }

  ContentBlock document(Place place, Document document, Role role) {
    refuseInstructions(place, role);
    if (Boolean.TRUE.equals(document.citationsEnabled())) {
      losses.advisory(place.path("citations"), "Gemini does not cite documents");
    }
    if (isOfGoogle(document.source())) {
      require(place, Flag.PDF_INPUT);
      return document;
    }
    return media.document(document, place);
  }

  Video video(Place place, Video video, Role role) {
    refuseInstructions(place, role);
    if (isOfGoogle(video.source())) {
      require(place, Flag.VIDEO_INPUT);
      return video;
    }
    return media.video(video, place);
  }

  Audio audio(Place place, Audio audio, Role role) {
    refuseInstructions(place, role);
    if (isOfGoogle(audio.source())) {
      require(place, Flag.AUDIO_INPUT);
      return audio;
    }
    return media.audio(audio, place);
  }

  private static void refuseInstructions(Place place, Role role) {
    switch (role) {
      case USER, ASSISTANT -> {}
      case SYSTEM, DEVELOPER ->
          throw GatewayException.at(place.path(), "media are not taken among instructions");
    }
  }

  private void require(Place place, Flag flag) {
    if (!capabilities.has(flag)) {
      throw GatewayException.at(place.path(), "the model of this route takes no such media");
    }
  }
}
