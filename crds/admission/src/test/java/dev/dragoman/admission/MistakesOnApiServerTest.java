package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server says the same lines about the same mistakes. */
@NeedsApiServer
class MistakesOnApiServerTest {

  @BeforeAll
  static void install(ApiServer server) throws IOException {
    Definitions.installAll(server);
  }

  static List<Mistake> mistakes() {
    return Mistake.all();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theServerSaysTheLinesWrittenAboveTheManifest(Mistake mistake, ApiServer server) {
    // When
    Answer answer =
        Answer.ask(
            server,
            "POST",
            Definitions.path("default", mistake.resource()) + "?dryRun=All&fieldValidation=Strict",
            mistake.object());

    // Then
    assertThat(answer.faults().stream().map(Fault::line).toList()).isEqualTo(mistake.lines());
  }
}
