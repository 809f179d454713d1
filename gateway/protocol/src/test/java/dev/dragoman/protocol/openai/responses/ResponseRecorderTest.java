package dev.dragoman.protocol.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.AnswerRecorder;
import dev.dragoman.protocol.codec.AnswerRecorder.Step;
import dev.dragoman.protocol.codec.ResponseStorage.Asked;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: OpenAI API reference, Responses, fields store and previous_response_id. */
class ResponseRecorderTest {
  private static final String BODY =
      "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},"
          + "{\"role\":\"assistant\",\"content\":\"Hello\"},"
          + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}]}";
  private static final String STREAM =
      "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":"
          + "\"resp_1\",\"status\":\"in_progress\",\"previous_response_id\":null,"
          + "\"store\":false}}\n\n"
          + ": keep-alive\n\n"
          + "event: response.output_text.delta\ndata: {\"delta\":\"\\\"store\\\":false\"}\n\n"
          + "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":"
          + "{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[],"
          + "\"previous_response_id\":null,\"store\":false}}\n\n";

  private final ResponsesStorage storage = new ResponsesStorage();

  private AnswerRecorder recorder(boolean store) {
    return storage.recorder(
        BODY.getBytes(StandardCharsets.UTF_8), new Asked("resp_0", store), List.of("resp_0"));
  }

  private static List<Step> sliced(AnswerRecorder recorder, String stream, int size) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<Step> steps = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += size) {
      byte[] slice = new byte[Math.min(size, bytes.length - from)];
      System.arraycopy(bytes, from, slice, 0, slice.length);
      steps.addAll(recorder.accept(slice));
    }
    steps.addAll(recorder.finish());
    return steps;
  }

  private static String shown(List<Step> steps, boolean stored) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Step step : steps) {
      switch (step) {
        case Step.Pass(byte[] bytes) -> out.writeBytes(bytes);
        case Step.Store store -> out.writeBytes(stored ? store.stored() : store.unstored());
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<Step.Store> stores(List<Step> steps) {
    return steps.stream().filter(Step.Store.class::isInstance).map(Step.Store.class::cast).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100_000})
  void aStreamSaysThatItIsStoredAndOnWhatItBuilds(int size) {
    // When
    List<Step> steps = sliced(recorder(true), STREAM, size);

    // Then
    assertThat(shown(steps, true))
        .isEqualTo(
            STREAM
                .replace("\"store\":false}", "\"store\":true}")
                .replace("\"previous_response_id\":null", "\"previous_response_id\":\"resp_0\""));
    assertThat(stores(steps))
        .singleElement()
        .satisfies(store -> {
          assertThat(store.id()).isEqualTo("resp_1");
          StoredResponse content = StoredResponse.of(store.content());
          assertThat(content.context()).containsExactly("resp_0");
          assertThat(content.response().text()).contains("\"store\":true");
        });
  }

  @Test
  void theEndSaysWhenItCouldNotBeStored() {
    // When
    List<Step> steps = sliced(recorder(true), STREAM, 100);

    // Then
    assertThat(shown(steps, false)).endsWith("\"store\":false}}\n\n");
  }

  @Test
  void whatIsNotToBeStoredIsOnlyMarked() {
    // When
    List<Step> steps = sliced(recorder(false), STREAM, 100);

    // Then
    assertThat(stores(steps)).isEmpty();
    assertThat(shown(steps, true))
        .isEqualTo(
            STREAM.replace("\"previous_response_id\":null", "\"previous_response_id\":\"resp_0\""));
  }

  @Test
  void aFailedAnswerIsNotStored() {
    // When
    List<Step> steps =
        sliced(
            recorder(true),
            "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"id\":"
                + "\"resp_1\",\"status\":\"failed\",\"store\":true}}\n\n",
            100);

    // Then
    assertThat(stores(steps)).isEmpty();
    assertThat(shown(steps, true)).contains("\"store\":false");
  }

  @Test
  void anIncompleteAnswerIsStored() {
    // When
    Step step =
        recorder(true)
            .whole(
                "{ \"id\": \"resp_1\",\n \"status\": \"incomplete\" }"
                    .getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(step).isInstanceOf(Step.Store.class);
    assertThat(new String(((Step.Store) step).stored(), StandardCharsets.UTF_8))
        .contains("\"store\":true", "\"previous_response_id\":\"resp_0\"");
  }

  @Test
  void anErrorPassesAsItIs() {
    // Given
    String error =
        "event: error\ndata: {\"type\":\"error\",\"message\":\"no\"}\n\ndata: [DONE]\n\n";

    // When
    List<Step> steps = sliced(recorder(true), error, 10);

    // Then
    assertThat(shown(steps, true)).isEqualTo(error);
  }

  @Test
  void itemsOfARequestAreStoredInOneForm() {
    // When
    Step step =
        recorder(true)
            .whole("{\"id\":\"resp_1\",\"status\":\"completed\"}".getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(StoredResponse.of(((Step.Store) step).content()).input())
        .extracting(item -> item.text())
        .containsExactly(
            "{\"type\":\"message\",\"role\":\"user\",\"content\":"
                + "[{\"type\":\"input_text\",\"text\":\"Hi\"}]}",
            "{\"type\":\"message\",\"role\":\"assistant\",\"content\":"
                + "[{\"type\":\"output_text\",\"text\":\"Hello\",\"annotations\":[]}]}",
            "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}");
  }

  @Test
  void reasoningThatNobodyCanOpenDoesNotComeBack() {
    // Given
    StoredResponse stored =
        StoredResponse.of(
            ("{\"context\":[],\"input\":[],\"response\":{\"id\":\"resp_1\",\"output\":["
                    + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]},"
                    + "{\"type\":\"reasoning\",\"id\":\"rs_2\",\"summary\":[],"
                    + "\"encrypted_content\":\"e\"},"
                    + "{\"type\":\"reasoning\",\"id\":\"rs_3\",\"summary\":[],\"content\":"
                    + "[{\"type\":\"reasoning_text\",\"text\":\"hm\"}]},"
                    + "{\"type\":\"message\",\"id\":\"msg_1\"}]}}")
                .getBytes(StandardCharsets.UTF_8));

    // When
    List<String> ids =
        stored.turn().stream()
            .map(item -> item.text().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
            .toList();

    // Then
    assertThat(ids).containsExactly("rs_2", "rs_3", "msg_1");
  }
}
