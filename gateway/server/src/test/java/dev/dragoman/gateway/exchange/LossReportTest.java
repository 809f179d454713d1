package dev.dragoman.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossReportTest {
  private static final Dropped SEED = Dropped.advisory("seed", "the target has no seed");
  private static final Dropped STATE =
      Dropped.opaque("messages[1].content[0]", "a signature of \"another\" provider");

  private static GatewayException refusal(String strict, List<Dropped> dropped) {
    return catchThrowableOfType(
        GatewayException.class,
        () -> LossReport.check(WireHeaders.of(LossReport.STRICT, strict), dropped));
  }

  @Test
  void theHeaderHasOneEntryALoss() {
    assertThat(LossReport.header(List.of(SEED, STATE)))
        .isEqualTo(
            "seed;advisory;\"the target has no seed\", messages[1].content[0];opaque_state;"
                + "\"a signature of 'another' provider\"");
  }

  @Test
  void theHeaderIsBoundedAndSaysThatThereIsMore() {
    assertThat(LossReport.header(Collections.nCopies(1_000, SEED)))
        .hasSizeLessThanOrEqualTo(4_005)
        .endsWith("seed;advisory;\"the target has no seed\", ...");
  }

  @Test
  void aHeaderCannotBeSplitByWhatAClientNamedAField() {
    assertThat(LossReport.header(List.of(Dropped.advisory("a\r\nset-cookie: b", "x"))))
        .doesNotContain("\r", "\n");
  }

  @Test
  void theLogNamesFieldsOnly() {
    assertThat(LossReport.summary(List.of(SEED, STATE)))
        .isEqualTo("seed;advisory, messages[1].content[0];opaque_state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", " true "})
  void whoWantsNothingLostIsRefusedWithEachLoss(String strict) {
    // When
    GatewayException refusal = refusal(strict, List.of(SEED, STATE));

    // Then
    assertThat(refusal.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(refusal.error().param()).isEqualTo("seed");
    assertThat(refusal.error().message())
        .contains("seed: the target has no seed; messages[1].content[0]: a signature")
        .contains("x-dragoman-strict");
  }

  @Test
  void whereNothingIsLostNothingIsRefused() {
    assertThatCode(
            () -> LossReport.check(WireHeaders.of(LossReport.STRICT, "true"), List.<Dropped>of()))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> LossReport.check(WireHeaders.of(LossReport.STRICT, "false"), List.of(SEED)))
        .doesNotThrowAnyException();
    assertThatCode(() -> LossReport.check(WireHeaders.NONE, List.of(SEED)))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherWordIsRefusedByName() {
    assertThat(refusal("yes", List.of()).error().message())
        .startsWith("header x-dragoman-strict: it is either true or false");
  }
}
