package dev.dragoman.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleConnectionTest {
  private final EmbeddedChannel connection = new EmbeddedChannel();

  @BeforeEach
  void connect() {
    connection.freezeTime();
    connection.pipeline().addLast(new IdleConnection(Duration.ofMinutes(5)));
    connection.pipeline().fireChannelActive();
  }

  @AfterEach
  void nothingIsLeft() {
    connection.finishAndReleaseAll();
  }

  private void pass(long seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
  }

  private void request() {
    connection.writeInbound(
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/v1/messages"));
  }

  private void answer(HttpResponseStatus status) {
    connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
  }

  @Test
  void aConnectionThatNeverAsksIsClosed() {
    // Given
    pass(299);
    boolean before = connection.isActive();

    // When
    pass(1);

    // Then
    assertThat(before).isTrue();
    assertThat(connection.isActive()).isFalse();
  }

  @Test
  void theLimitCountsFromTheEndOfTheLastAnswer() {
    // Given
    pass(200);
    request();
    pass(20);
    answer(HttpResponseStatus.OK);
    pass(299);
    boolean before = connection.isActive();

    // When
    pass(1);

    // Then
    assertThat(before).isTrue();
    assertThat(connection.isActive()).isFalse();
  }

  @Test
  void aConnectionThatWaitsForItsAnswerIsNotIdle() {
    // Given
    request();
    connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));

    // When
    pass(1_000);

    // Then
    assertThat(connection.isActive()).isTrue();
  }

  @Test
  void aStreamedAnswerEndsWithItsLastContent() {
    // Given
    request();
    connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    pass(1_000);
    connection.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);

    // When
    pass(300);
    pass(300);

    // Then
    assertThat(connection.isActive()).isFalse();
  }

  @Test
  void aRequestToContinueIsNoAnswer() {
    // Given
    request();
    answer(HttpResponseStatus.CONTINUE);

    // When
    pass(1_000);

    // Then
    assertThat(connection.isActive()).isTrue();
  }

  @Test
  void requestsAheadOfTheirAnswersAreCounted() {
    // Given
    request();
    request();
    answer(HttpResponseStatus.OK);

    // When
    pass(1_000);

    // Then
    assertThat(connection.isActive()).isTrue();
  }

  @Test
  void nothingIsDueForAClosedConnection() {
    // When
    var _ = connection.close();

    // Then
    assertThat(connection.hasPendingTasks()).isFalse();
  }
}
