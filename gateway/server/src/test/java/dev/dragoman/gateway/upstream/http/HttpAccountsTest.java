package dev.dragoman.gateway.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.Garbage;
import dev.dragoman.gateway.upstream.UpstreamCall;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.http.HttpAccounts.Draft;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedExchange.Ending;
import dev.dragoman.testkit.ScriptedUpstream;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class HttpAccountsTest {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration AFTER_MARGIN = Duration.ofSeconds(61);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final HttpAccounts accounts = new HttpAccounts(time);
  private final ScriptedUpstream upstream = ScriptedUpstream.start();

  @AfterEach
  void stop() {
    accounts.close();
    upstream.close();
  }

  private AccountKey key(String provider) {
    AddressPolicy policy = new AddressPolicy(List.of(Cidr.parse("127.0.0.0/8")));
    return AccountKey.of(provider, upstream.url(), policy, Duration.ofSeconds(5));
  }

  private HttpAccount adopt(String provider, Duration longestExchange) {
    Draft draft = accounts.draft();
    HttpAccount account = draft.account(key(provider));
    accounts.adopt(draft, longestExchange);
    return account;
  }

  private void adoptNone() {
    accounts.adopt(accounts.draft(), Duration.ZERO);
  }

  private CompletableFuture<@Nullable String> call(HttpAccount account) {
    WireRequest request =
        new WireRequest("/", WireHeaders.NONE, "{}".getBytes(StandardCharsets.US_ASCII), false);
    return new HttpUpstream(account, upstream.url(), WireHeaders.NONE)
        .open(new UpstreamCall(request, TimeoutsEntry.DEFAULT))
        .ofType(Chunk.class)
        .map(chunk -> new String(chunk.bytes(), StandardCharsets.UTF_8))
        .collect(Collectors.joining())
        .toFuture();
  }

  private static String textOf(CompletableFuture<@Nullable String> call) throws Exception {
    return Objects.requireNonNull(
        call.get(ScriptedExchange.PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private static Scenario answer() {
    return Scenario.json("{}".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void anAccountNoLongerUsedIsClosedAfterTheGraceAndItsStreamEndsWhole() throws Exception {
    // Given: one connection with a stream and one that is idle
    HttpAccount account = adopt("p", LONGEST);
    CompletableFuture<Void> gate = new CompletableFuture<>();
    upstream.then(
        Scenario.stream(List.of("begun ".getBytes(StandardCharsets.US_ASCII)))
            .waiting(gate)
            .sending("and finished".getBytes(StandardCharsets.US_ASCII)));
    CompletableFuture<@Nullable String> running = call(account);
    ScriptedExchange busy = upstream.take();
    upstream.then(answer());
    textOf(call(account));
    ScriptedExchange idle = upstream.take();

    // When
    adoptNone();
    time.advanceTimeBy(LONGEST);
    assertThat(accounts.count()).isEqualTo(1);
    assertThat(idle.isConnected()).isTrue();
    time.advanceTimeBy(AFTER_MARGIN);

    // Then
    assertThat(accounts.count()).isZero();
    idle.awaitDisconnect();
    assertThat(busy.isConnected()).isTrue();
    gate.complete(null);
    assertThat(textOf(running)).isEqualTo("begun and finished");
    assertThat(busy.awaitDisconnect()).isEqualTo(Ending.ANSWERED);
  }

  @Test
  void anAccountThatComesBackWithinTheGraceIsTheSameAndStays() throws Exception {
    // Given
    HttpAccount account = adopt("p", LONGEST);
    upstream.then(answer());
    textOf(call(account));
    adoptNone();

    // When
    HttpAccount again = adopt("p", LONGEST);
    time.advanceTimeBy(LONGEST.multipliedBy(3));

    // Then
    assertThat(again).isSameAs(account);
    assertThat(account.lanes()).isEqualTo(1);
    assertThat(upstream.take().isConnected()).isTrue();
  }

  @Test
  void theLongestExchangeOfAllItsSnapshotsIsWaitedFor() {
    // Given
    adopt("p", Duration.ofHours(1));
    adopt("p", Duration.ofSeconds(1));
    adoptNone();

    // When
    time.advanceTimeBy(Duration.ofMinutes(59));

    // Then
    assertThat(accounts.count()).isEqualTo(1);
    time.advanceTimeBy(Duration.ofMinutes(2).plusSeconds(1));
    assertThat(accounts.count()).isZero();
  }

  @Test
  void aDraftThatIsNotAdoptedLeavesNothingAndTakesNothing() {
    // Given
    HttpAccount account = adopt("p", LONGEST);

    // When
    accounts.draft().account(key("other"));
    time.advanceTimeBy(LONGEST.multipliedBy(2));

    // Then
    assertThat(accounts.count()).isEqualTo(1);
    assertThat(accounts.draft().account(key("p"))).isSameAs(account);
  }

  @Test
  void theAccountOfAnUpstreamThatIsTakenOverStays() {
    // Given
    HttpAccount account = adopt("p", LONGEST);
    Draft next = accounts.draft();

    // When
    next.keep(new HttpUpstream(account, upstream.url(), WireHeaders.NONE));
    accounts.adopt(next, LONGEST);
    time.advanceTimeBy(LONGEST.plus(AFTER_MARGIN));

    // Then
    assertThat(accounts.count()).isEqualTo(1);
    assertThat(accounts.draft().account(key("p"))).isSameAs(account);
  }

  @Test
  void whatDecidesAConnectionMakesAnotherAccount() {
    // Given
    HttpAccount account = adopt("p", LONGEST);
    AccountKey own = key("p");
    AddressPolicy wider =
        new AddressPolicy(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("10.0.0.0/8")));

    // When
    Draft draft = accounts.draft();

    // Then
    assertThat(draft.account(key("p"))).isSameAs(account);
    assertThat(draft.account(key("q"))).isNotSameAs(account);
    assertThat(
            draft.account(AccountKey.of("p", upstream.url(), own.policy(), Duration.ofSeconds(6))))
        .isNotSameAs(account);
    assertThat(draft.account(AccountKey.of("p", upstream.url(), wider, own.connect())))
        .isNotSameAs(account);
  }

  @Test
  void aThousandChangesLeaveOneAccount() {
    // When
    for (int i = 0; i < 1_000; i++) {
      adopt("p-" + i, LONGEST);
    }
    time.advanceTimeBy(LONGEST.plus(AFTER_MARGIN));

    // Then
    assertThat(accounts.count()).isEqualTo(1);
  }

  @Test
  void eventLoopsHoldNothingOfAnAccountThatIsClosed() throws Exception {
    // Given: resolvers are registered with every event loop that used them
    WeakReference<AddressPolicy> policy = usedAndClosed();

    // Then
    assertThat(Garbage.isCollected(policy)).isTrue();
  }

  private WeakReference<AddressPolicy> usedAndClosed() throws Exception {
    HttpAccount account = adopt("p", Duration.ZERO);
    upstream.then(answer());
    textOf(call(account));
    WeakReference<AddressPolicy> policy = new WeakReference<>(account.key().policy());
    adoptNone();
    time.advanceTimeBy(AFTER_MARGIN);
    upstream.take().awaitDisconnect();
    return policy;
  }

  @Test
  void poolsOfEventLoopsThatEndedAreClosed() throws Exception {
    // Given
    HttpAccount account = adopt("p", LONGEST);
    FastThreadLocalThread loop =
        new FastThreadLocalThread(() -> assertThat(account.sender()).isNotNull());
    loop.start();
    loop.join();
    assertThat(account.lanes()).isEqualTo(1);

    // When
    assertThat(account.sender()).isNotNull();

    // Then
    assertThat(account.lanes()).isEqualTo(1);
  }
}
