package dev.dragoman.protocol.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Kind;
import dev.dragoman.protocol.normalise.RemoteMedia.Remote;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemoteMediaTest {
  private static final ChatRequest REQUEST =
      ChatRequest.of(
          "m",
          List.of(
              Message.of(Role.USER, List.of(Text.of("q"), image("https://a"))),
              Message.of(
                  Role.USER,
                  List.of(
                      new ToolResult(
                          "t",
                          null,
                          List.of(image("https://b"), image("https://a")),
                          false,
                          false,
                          null,
                          Extensions.NONE),
                      document("https://c")))));

  private static Image image(String url) {
    return new Image(new MediaSource.Url(url), null, null, null, Extensions.NONE);
  }

  private static Document document(String url) {
    return new Document(
        new MediaSource.Url(url), null, null, null, null, null, null, Extensions.NONE);
  }

  private static boolean any(ContentBlock block) {
    return true;
  }

  @Test
  void eachAddressIsFoundOnceInTheOrderOfTheRequest() {
    assertThat(RemoteMedia.in(REQUEST, RemoteMediaTest::any))
        .containsExactly(
            new Remote("https://a", Kind.IMAGE, "messages[0].content[1].source.url"),
            new Remote("https://b", Kind.IMAGE, "messages[1].content[0].content[0].source.url"),
            new Remote("https://c", Kind.DOCUMENT, "messages[1].content[1].source.url"));
  }

  @Test
  void onlyNeededAddressesAreFound() {
    assertThat(RemoteMedia.in(REQUEST, Document.class::isInstance))
        .extracting(Remote::url)
        .containsExactly("https://c");
    assertThat(RemoteMedia.in(REQUEST, _ -> false)).isEmpty();
  }

  @Test
  void bytesTakeThePlaceOfEveryUseOfAnAddress() {
    // When
    ChatRequest replaced =
        RemoteMedia.replaced(
            REQUEST,
            RemoteMediaTest::any,
            Map.of("https://a", new Content.Bytes("QUJD", "image/png")));

    // Then
    Image inline =
        new Image(new MediaSource.Inline("QUJD"), "image/png", null, null, Extensions.NONE);
    assertThat(replaced.messages().getFirst().content()).containsExactly(Text.of("q"), inline);
    assertThat(((ToolResult) replaced.messages().get(1).content().getFirst()).content())
        .containsExactly(image("https://b"), inline);
    assertThat(replaced.paths().message(1).path()).isEqualTo("messages[1]");
  }

  @Test
  void anAddressThatLedToNothingIsRefusedAtItsPlace() {
    // When
    GatewayException refused =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                RemoteMedia.replaced(
                    REQUEST,
                    RemoteMediaTest::any,
                    Map.of("https://c", new Content.Missing(Content.Fault.STATUS, "gone"))));

    // Then
    assertThat(refused.error().message()).isEqualTo("messages[1].content[1].source.url: gone");
  }

  @Test
  void aRequestWithoutNeededMediaStaysItself() {
    assertThat(RemoteMedia.replaced(REQUEST, _ -> false, Map.of())).isSameAs(REQUEST);
  }
}
