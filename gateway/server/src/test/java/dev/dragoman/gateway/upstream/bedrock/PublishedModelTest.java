package dev.dragoman.gateway.upstream.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the codec writes is what the service's published model takes. */
class PublishedModelTest {
  private static final Path CONVERSATIONS = Path.of("../protocol/src/test/resources/conversations");

  @Test
  void everyRequestOfTheGoldenConversationsIsOfThePublishedModel() throws IOException {
    try (Stream<Path> files = Files.walk(CONVERSATIONS)) {
      List<Path> requests =
          files.filter(file -> file.toString().endsWith("-to-bedrock.request.json")).toList();
      assertThat(requests).hasSizeGreaterThanOrEqualTo(28);
      for (Path request : requests) {
        assertThat(ConverseJudge.faults(Files.readAllBytes(request))).as("%s", request).isEmpty();
      }
    }
  }

  @Test
  void theJudgeSeesWhatTheServiceWouldRefuse() {
    // Given
    String body =
        "{\"messages\":[{\"content\":[{\"text\":\" \"},{\"toolUse\":{\"toolUseId\":\"a b\","
            + "\"name\":\"f\",\"input\":{}}},{\"txt\":\"x\"}]}],\"inferenceConfig\":{\"maxTokens\":\"9\"}}";

    // When
    List<String> faults = ConverseJudge.faults(body.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(faults)
        .hasSize(5)
        .anyMatch(fault -> fault.contains("text: \" \""))
        .anyMatch(fault -> fault.contains("toolUseId"))
        .anyMatch(fault -> fault.contains("txt: the service has no such member"))
        .anyMatch(fault -> fault.contains("role: is required"))
        .anyMatch(fault -> fault.contains("maxTokens: must be a number"));
  }
}
