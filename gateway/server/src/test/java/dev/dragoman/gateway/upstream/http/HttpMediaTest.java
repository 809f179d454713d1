package dev.dragoman.gateway.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.MediaEntry;
import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Content.Fault;
import dev.dragoman.protocol.normalise.RemoteMedia.Kind;
import dev.dragoman.protocol.normalise.RemoteMedia.Remote;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched, and what never is (protocols.md 2.5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpMediaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AddressPolicy LOOPBACK =
      new AddressPolicy(List.of(Cidr.parse("127.0.0.0/8")));
  private static final AddressPolicy PUBLIC = new AddressPolicy(List.of());
  private static final MediaEntry BOUNDS = new MediaEntry(true, 20_000, 4, Duration.ofSeconds(10));

  @AutoClose private final MediaSite site = new MediaSite();

  @BeforeEach
  void forget() {
    site.forget();
  }

  private static Map<String, Content> fetched(
      AddressPolicy policy, MediaEntry bounds, Kind kind, String... urls) {
    List<Remote> remotes = Stream.of(urls).map(url -> new Remote(url, kind, "path")).toList();
    HttpMedia media = new HttpMedia(policy, bounds);
    try {
      return media.fetch(remotes).blockOptional(PATIENCE).orElseThrow();
    } finally {
      media.close();
    }
  }

  private Content at(Kind kind, String path) {
    return only(fetched(LOOPBACK, BOUNDS, kind, site.url(path)));
  }

  private static Content only(Map<String, Content> contents) {
    assertThat(contents).hasSize(1);
    return contents.values().iterator().next();
  }

  private static String reason(Content content) {
    assertThat(content).isInstanceOf(Content.Missing.class);
    return ((Content.Missing) content).reason();
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE,/a.png,image/png",
    "IMAGE,/to/3/a.png,image/png",
    "IMAGE,/lying.jpg,image/png",
    "IMAGE,/untyped,image/png",
    "IMAGE,/a.pdf,application/pdf",
    "DOCUMENT,/a.pdf,application/pdf",
    "DOCUMENT,/a.txt,text/plain"
  })
  void aGoodFileIsFetchedWithItsRealType(Kind kind, String path, String type) {
    assertThat(at(kind, path))
        .isInstanceOfSatisfying(
            Content.Bytes.class, bytes -> assertThat(bytes.mimeType()).isEqualTo(type));
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE,/to/4/a.png,redirects more than 3 times",
    "IMAGE,/nowhere,redirects to nowhere",
    "IMAGE,/absent,is answered with status 404",
    "IMAGE,/page,leads to no image",
    "IMAGE,/a.txt,leads to no image",
    "IMAGE,/unknown,leads to no image",
    "DOCUMENT,/page,leads to no document",
    "DOCUMENT,/a.png,leads to no document",
    "IMAGE,/empty,leads to an empty file",
    "IMAGE,/zipped,is answered in a compressed form",
    "IMAGE,/large,is larger than the 20000 bytes that are fetched for one request",
    "IMAGE,/endless,is larger than the 20000 bytes that are fetched for one request",
    "IMAGE,/cut,could not be fetched"
  })
  void whatIsNoGoodFileIsTold(Kind kind, String path, String reason) {
    assertThat(reason(at(kind, path))).isEqualTo(reason);
  }

  @Test
  @Tag("pitfall-101")
  void aPrivateAddressIsNeverConnectedToUnlessItsRangeIsAllowed() {
    // When
    Map<String, Content> contents =
        fetched(PUBLIC, BOUNDS, Kind.IMAGE, site.url("/a.png"), "http://localhost:1/a.png");

    // Then
    assertThat(contents.values())
        .extracting(HttpMediaTest::reason)
        .containsOnly("leads to a host that cannot be reached from here");
    assertThat(site.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00:ec2::254]/",
        "http://10.0.0.1/a.png",
        "http://[::1]:1/a.png",
        "http://0x0a000001/a.png",
        "http://no-such-host.invalid/a.png"
      })
  @Tag("pitfall-101")
  void everyRedirectIsJudgedAnew(String target) {
    assertThat(reason(at(Kind.IMAGE, "/at?" + target)))
        .isIn("leads to a host that cannot be reached from here", "has no valid host name");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://a.example/a.png,leads to an address that is neither https nor http",
    "file:///etc/passwd,leads to an address that is neither https nor http",
    "http://user:secret@a.example/a.png,'holds a credential, which is never sent'",
    "http://a b/,is not a valid URL"
  })
  void addressesOfOtherKindsAreRefused(String url, String reason) {
    // Then
    assertThat(reason(only(fetched(LOOPBACK, BOUNDS, Kind.IMAGE, url)))).isEqualTo(reason);
  }

  @Test
  void plainHttpIsRefusedWhereItIsNotAllowedAtRedirectsToo() {
    // Given
    MediaEntry secure = new MediaEntry(false, 20_000, 4, Duration.ofSeconds(10));

    // When
    Content content = only(fetched(LOOPBACK, secure, Kind.IMAGE, site.url("/a.png")));

    // Then
    assertThat(reason(content)).isEqualTo("leads to an address without https");
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void whatIsSlowEndsInTime() {
    // Given
    MediaEntry hurried = new MediaEntry(true, 20_000, 4, Duration.ofMillis(300));

    // When
    Content content = only(fetched(LOOPBACK, hurried, Kind.IMAGE, site.url("/slow")));

    // Then
    assertThat(reason(content))
        .isEqualTo("did not answer within the 300 ms that fetching may take");
  }

  @Test
  void numberAndBytesAreBoundedInTheOrderOfTheRequest() {
    // Given
    MediaEntry few = new MediaEntry(true, 25, 2, Duration.ofSeconds(10));

    // When
    Map<String, Content> contents =
        fetched(
            LOOPBACK,
            few,
            Kind.IMAGE,
            site.url("/a.png"),
            site.url("/b.png"),
            site.url("/untyped"));

    // Then
    assertThat(contents.keySet())
        .containsExactly(site.url("/a.png"), site.url("/b.png"), site.url("/untyped"));
    assertThat(contents.values())
        .containsExactly(
            new Content.Bytes(MediaSite.PNG, "image/png"),
            new Content.Missing(
                Fault.SIZE, "is larger than the 25 bytes that are fetched for one request"),
            new Content.Missing(
                Fault.COUNT, "is one more than the 2 addresses fetched for one request"));
  }

  @Test
  void aNewConfigurationKeepsWhatItDidNotChange() {
    // Given
    HttpMedia first = new HttpMedia(LOOPBACK, BOUNDS);
    AddressPolicy same = new AddressPolicy(List.of(Cidr.parse("127.0.0.0/8")));

    // Then
    assertThat(HttpMedia.next(first, same, BOUNDS)).isSameAs(first);
    assertThat(HttpMedia.next(first, PUBLIC, BOUNDS)).isNotNull().isNotSameAs(first);
    assertThat(HttpMedia.next(first, same, null)).isNull();
  }

  @Test
  void nothingIsSentButWhatIsWanted() {
    // When
    at(Kind.IMAGE, "/a.png#part");

    // Then
    assertThat(site.requests().getFirst().toLowerCase(Locale.ROOT))
        .startsWith("/a.png\n")
        .contains("user-agent=dragoman")
        .doesNotContain("authorization", "cookie", "accept-encoding");
  }
}
