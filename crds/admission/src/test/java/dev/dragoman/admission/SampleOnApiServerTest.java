package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The table of {@link AdmissionTest} is what a real server says. */
@NeedsApiServer
class SampleOnApiServerTest {
  private static final String CRD = TestFiles.read("sample-crd.yaml");
  private static final String PATH =
      "/apis/test.dragoman.dev/v1/namespaces/default/samples?dryRun=All&fieldValidation=Strict";
  private static final Admission ADMISSION = Admission.of(List.of(CRD));

  @BeforeAll
  static void install(ApiServer server) {
    server.install(CRD);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "sample-faults.txt", delimiter = '~', quoteCharacter = '`')
  void theServerSaysTheSame(String spec, String expected, ApiServer server) {
    // Given
    Map<String, @Nullable Object> object = AdmissionTest.sample(spec);
    Verdict verdict = ADMISSION.judge(object);

    // When
    Answer answer = Answer.ask(server, "POST", PATH, object);

    // Then
    assertThat(answer.faults()).as(expected).isEqualTo(Fault.of(verdict));
    assertThat(answer.complete()).isEqualTo(verdict.complete());
  }
}
