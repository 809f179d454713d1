package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What {@link MetadataTest} says is what a real server decides, where its words are others. */
@NeedsApiServer
class MetadataOnApiServerTest {
  private static final Admission ADMISSION = Admission.ofDragoman();
  private static final String PATH =
      Definitions.path("default", "apikeys") + "?dryRun=All&fieldValidation=Strict";

  @BeforeAll
  static void install(ApiServer server) throws IOException {
    Definitions.installAll(server);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "malformed-metadata.txt", delimiter = '~', quoteCharacter = '`')
  void whatIsMalformedHereIsNotDecodedThere(String metadata, String line, ApiServer server) {
    // Given
    String field =
        line.substring("metadata".length(), line.indexOf(':')).replaceAll("\\[\\w+]", "");

    // When
    Status status =
        catchThrowableOfType(
                KubernetesClientException.class,
                () -> server.send("POST", PATH, MetadataTest.key(metadata)))
            .getStatus();

    // Then
    assertThat(status.getCode()).isEqualTo(400);
    assertThat(status.getMessage())
        .containsPattern(
            "Go value of type v1.ObjectMeta$|parsing time|Go struct field \\w+"
                + Pattern.quote(field)
                + " of type");
  }

  @Test
  void theServerHoldsNullAsTheJudgeDoes(ApiServer server) {
    // Given
    Map<String, @Nullable Object> object =
        MetadataTest.key(
            "{name: a, labels: {b: null, c: d}, annotations: null, finalizers: [e/f]}");

    // When
    Map<String, @Nullable Object> stored = server.send("POST", PATH, object);

    // Then
    Map<String, @Nullable Object> offline = ADMISSION.judge(object).object();
    for (String field : new String[] {"name", "labels", "annotations", "finalizers"}) {
      assertThat(TestFiles.at(stored, "metadata", field))
          .isEqualTo(TestFiles.at(offline, "metadata", field));
    }
  }

  @Test
  void tooManyAnnotationsAreRefusedInTheSameWords(ApiServer server) {
    // Given
    Map<String, @Nullable Object> object =
        MetadataTest.annotated(Map.of("a", "x".repeat(256 * 1024)));

    // When
    Answer answer = Answer.ask(server, "POST", PATH, object);

    // Then
    Verdict verdict = ADMISSION.judge(object);
    assertThat(answer.faults()).isEqualTo(Fault.of(verdict)).hasSize(1);
    assertThat(answer.complete()).isEqualTo(verdict.complete());
  }

  @Test
  void aNamespaceIsRefusedInTheWordsForItsOwnName(ApiServer server) {
    for (String name : new String[] {"Team-A", "team.a", "a".repeat(64)}) {
      // When
      Answer answer =
          Answer.ask(
              server,
              "POST",
              "/api/v1/namespaces?dryRun=All",
              TestFiles.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}"));

      // Then: a name that is too long for a label is a fault of the label made of it, too
      Verdict verdict = ADMISSION.judge(MetadataTest.key("{name: a, namespace: " + name + "}"));
      assertThat(answer.faults().stream().map(Fault::message).distinct())
          .isEqualTo(Fault.of(verdict).stream().map(Fault::message).toList());
    }
  }
}
