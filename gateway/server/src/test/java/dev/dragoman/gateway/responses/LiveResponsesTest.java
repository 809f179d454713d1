package dev.dragoman.gateway.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.stores.FlakyStore;
import dev.dragoman.gateway.stores.FlakyStore.Mood;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.gateway.stores.LiveStore.FirstStore;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ResponseStorage;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveResponsesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final FlakyStore store = new FlakyStore();
  private final LiveStore live = new LiveStore(_ -> store, FirstStore.DEMANDED);
  private final LiveResponses responses = new LiveResponses(live, Clock.systemUTC());
  private final ResponseStorage storage =
      Objects.requireNonNull(Protocols.of(ProtocolId.OPENAI_RESPONSES).storage());

  private void open() {
    live.follow(GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()));
  }

  private static byte[] stored(String... context) {
    String ids = String.join("\",\"", context);
    return ("{\"context\":["
            + (context.length == 0 ? "" : "\"" + ids + "\"")
            + "],\"input\":[],\"response\":{}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private ResponseChain chain(String id) {
    return Objects.requireNonNull(
        ResponseChain.to(id, "key", responses, storage, storage::previousNotFound).block());
  }

  @Test
  void aChainIsOldestFirst() {
    // Given
    open();
    responses.store("key", "a", stored(), HOUR).block();
    responses.store("key", "b", stored("a"), HOUR).block();
    responses.store("key", "c", stored("a", "b"), HOUR).block();

    // When
    ResponseChain chain = chain("c");

    // Then
    assertThat(chain.ids()).containsExactly("a", "b", "c");
    assertThat(chain.contents()).containsExactly(stored(), stored("a"), stored("a", "b"));
  }

  @Test
  void whatIsMissingInTheMiddleIsNamed() {
    // Given
    open();
    responses.store("key", "a", stored(), HOUR).block();
    responses.store("key", "c", stored("a", "b"), HOUR).block();

    // When
    GatewayException refused = catchThrowableOfType(GatewayException.class, () -> chain("c"));

    // Then
    assertThat(refused.error().message()).isEqualTo("Previous response with id 'b' not found.");
  }

  @Test
  void aConversationWithoutEndIsRefused() {
    // Given
    open();
    String[] before = IntStream.range(0, 1_000).mapToObj(i -> "r" + i).toArray(String[]::new);
    responses.store("key", "last", stored(before), HOUR).block();

    // When
    GatewayException refused = catchThrowableOfType(GatewayException.class, () -> chain("last"));

    // Then
    assertThat(refused.error().kind()).isEqualTo(ErrorKind.TOO_LARGE);
  }

  @Test
  void anAnswerThatCannotBeStoredIsCountedAndNotWithheld() {
    // Given
    open();
    store.become(Mood.AWAY);

    // When
    Boolean done = responses.store("key", "a", stored(), HOUR).block();

    // Then
    assertThat(done).isFalse();
    assertThat(responses.lost()).isEqualTo(1);
  }

  @Test
  void aStoreOutOfReachIsUnavailable() {
    // Given
    open();
    store.become(Mood.AWAY);

    // When
    GatewayException read = catchThrowableOfType(GatewayException.class, () -> chain("a"));
    GatewayException deleted =
        catchThrowableOfType(GatewayException.class, () -> responses.delete("key", "a").block());

    // Then
    assertThat(List.of(read, deleted))
        .extracting(failure -> failure.error().kind())
        .containsOnly(ErrorKind.UNAVAILABLE);
    assertThat(read.error().message()).doesNotContain("out of reach");
  }

  @Test
  void withoutAStoreNothingIsThere() {
    // When
    GatewayException read = catchThrowableOfType(GatewayException.class, () -> chain("a"));

    // Then
    assertThat(read.error().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }
}
