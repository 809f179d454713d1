package dev.dragoman.standalone.usage;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.UsageReport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the admin API of a gateway that runs says.
 *
 * @param root of its management port
 * @param masterKey opens it; never shown
 */
public record RemoteUsage(URI root, String masterKey) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .withConfigOverride(
              List.class,
              list -> list.setNullHandling(JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL)))
          .build();

  /**
   * Asks.
   *
   * @throws StartRefused when it does not answer, or the question names no key
   */
  public UsageAnswer read(UsageQuestion question) throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      List<KeyReport> keys = question.chosen(keys(http), key -> key);
      String path =
          "usage?from=" + question.from() + "&to=" + question.to() + "&by=" + question.by();
      String ofKey = question.key() == null ? "" : "&key=" + keys.getFirst().keyId();
      return new UsageAnswer(MAPPER.treeToValue(get(http, path + ofKey), UsageReport.class), keys);
    } catch (JacksonException e) {
      throw refused("answered what is not of this version's admin API");
    } catch (IOException e) {
      throw refused("cannot be reached; is this its management port?");
    }
  }

  private List<KeyReport> keys(HttpClient http) throws IOException, InterruptedException {
    List<KeyReport> keys = new ArrayList<>();
    String after = "";
    do {
      JsonNode page =
          get(http, "keys?limit=500&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
      page.path("keys").forEach(key -> keys.add(MAPPER.treeToValue(key, KeyReport.class)));
      after = page.path("next").asString("");
    } while (!after.isEmpty());
    return keys;
  }

  private JsonNode get(HttpClient http, String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(root.resolve("/admin/v1/" + path))
                .header("authorization", "Bearer " + masterKey)
                .timeout(PATIENCE)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return switch (answer.statusCode()) {
      case 200 -> MAPPER.readTree(answer.body());
      case 401 -> throw refused("does not take this MASTER_API_KEY");
      case 404 -> throw refused("has no admin API; start it with MASTER_API_KEY");
      default -> throw refused("answered with status " + answer.statusCode());
    };
  }

  private StartRefused refused(String fault) {
    return StartRefused.impossible("--url: " + root + " " + fault);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "RemoteUsage[" + root + "]";
  }
}
