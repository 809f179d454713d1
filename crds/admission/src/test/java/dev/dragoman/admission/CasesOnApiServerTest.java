package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of the cases on a real API server, whose verdict, fields and messages are those of the
 * offline judge, word for word.
 */
@NeedsApiServer
class CasesOnApiServerTest {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final String STRICT_DRY_RUN = "?dryRun=All&fieldValidation=Strict";

  @BeforeAll
  static void install(ApiServer server) throws IOException {
    Definitions.installAll(server);
  }

  static Stream<Case> cases() throws IOException {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theServerSaysWhatTheOfflineJudgeSays(Case example, ApiServer server) {
    // Given
    Verdict offline = CasesTest.verdictOn(example);

    // When
    Answer answer = answerOf(example, server);

    // Then
    CasesTest.assertMeets(answer.faults(), example);
    assertThat(Fault.of(offline)).isEqualTo(answer.faults());
    assertThat(offline.complete()).isEqualTo(answer.complete());
    if (answer.object() != null && example.before() == null) {
      assertThat(offline.object().get("spec")).isEqualTo(answer.object().get("spec"));
    }
  }

  private static Answer answerOf(Case example, ApiServer server) {
    String path = Definitions.path("default", example.resource());
    Map<String, @Nullable Object> before = example.before();
    if (before == null) {
      return Answer.ask(server, "POST", path + STRICT_DRY_RUN, example.object());
    }
    Map<String, @Nullable Object> renamed = Trees.copyOf(before);
    String name = "edited-" + NAMES.incrementAndGet();
    renamed.put("metadata", Map.of("name", name));
    Map<String, @Nullable Object> edited =
        server.send("POST", path + "?fieldValidation=Strict", renamed);
    edited.put("spec", example.object().get("spec"));
    return Answer.ask(server, "PUT", path + "/" + name + STRICT_DRY_RUN, edited);
  }
}
