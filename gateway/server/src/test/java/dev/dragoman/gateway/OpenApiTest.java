package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.Money;
import dev.dragoman.gateway.AdminClient.Answer;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The OpenAPI document of the admin API: it is what is committed, what parsers take, and what is
 * answered. {@code -Dgolden.update=true} writes it anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final Path COMMITTED = Path.of("..", "docs", "admin-openapi.yaml");
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private static final String KEYS = "/admin/v1/keys";

  private final TestGateway gateway =
      TestGateway.serving().simulated("chat").master(AdminClient.MASTER).start();
  private final AdminClient admin = new AdminClient(gateway);
  private final JsonNode document = read();

  @AfterAll
  void stop() {
    gateway.close();
  }

  private JsonNode read() {
    try {
      Answer answer = admin.get("/admin/v1/openapi.json");
      assertThat(answer.status()).isEqualTo(200);
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theDocumentIsTheOneThatIsCommitted() throws IOException {
    // Given
    String now = YAML.writeValueAsString(document);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(COMMITTED, now);
    }

    // Then
    assertThat(Files.readString(COMMITTED))
        .as("%s (rewrite with -Dgolden.update=true)", COMMITTED)
        .isEqualTo(now);
  }

  @Test
  void aParserTakesItWithoutComplaint() {
    // When
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(YAML.writeValueAsString(document));

    // Then
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).containsKeys(KEYS, "/v1/key");
  }

  @Test
  void everyAnswerIsWhatTheDocumentSays() throws Exception {
    // Given
    Answers answers = new Answers();
    Answer made =
        admin.post(
            KEYS,
            """
            {"name":"openapi/all","expiresAt":"2999-01-01T00:00:00Z","owner":{"team":"research"},
             "limits":[{"kind":"TokensPerMinute","max":5},{"kind":"Concurrent","max":2}],
             "budgets":[{"name":"b","period":"Month","tokens":10,
                         "cost":{"amount":"1.5","currency":"USD"}}]}
            """);
    String key = KEYS + "/" + made.text("/key/keyId");
    someUsage(made.text("/key/keyId"));

    // When
    answers.check("createKey", made);
    answers.check("createKey", admin.post(KEYS, "{}"));
    answers.check("createKey", admin.post(KEYS, "{\"name\":\"openapi/all\"}"));
    answers.check("listKeys", admin.get(KEYS + "?limit=1"));
    answers.check("getKey", admin.get(key));
    answers.check("getKey", admin.get(KEYS + "/aaaaaaaaaaaa"));
    answers.check("listWindows", admin.get(key + "/windows"));
    answers.check("listRecords", admin.get(key + "/records"));
    answers.check("getUsage", admin.get("/admin/v1/usage?by=model"));
    answers.check("suspendKey", admin.post(key + "/suspend", ""));
    answers.check("resumeKey", admin.post(key + "/resume", ""));
    answers.check("rotateKey", admin.post(key + "/rotate", "{\"overlap\":\"PT5M\"}"));
    answers.check("revokeKey", admin.post(key + "/revoke", ""));
    answers.check("resumeKey", admin.post(key + "/resume", ""));
    answers.check("getOwnKey", ownKey());

    // Then
    assertThat(answers.checked).isEqualTo(operations());
    assertThat(answers.sizes).as("nothing was empty").doesNotContain(0);
  }

  private Answer ownKey() throws IOException, InterruptedException {
    HttpRequest request = gateway.request("/v1/key").build();
    HttpResponse<String> raw = gateway.send(request);
    return new Answer(raw.statusCode(), JsonMapper.shared().readTree(raw.body()), raw);
  }

  private Set<String> operations() {
    return new TreeSet<>(document.get("paths").findValuesAsString("operationId"));
  }

  private void someUsage(String keyId) {
    String subject = gateway.store().keys().find("test", keyId).join().orElseThrow().entry().uid();
    UsageLabels labels =
        new UsageLabels(subject, keyId, "openapi/all", "research", "chat", "sim", "chat");
    Instant now = Instant.now();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Tally tally = new Tally(1, 2, 3, 0, 0, new BigDecimal("0.25"));
    gateway
        .store()
        .usage()
        .replace(List.of(new UsageTotals("test", day, labels, "test", tally, "USD")))
        .join();
    gateway
        .store()
        .usage()
        .record(
            List.of(
                new UsageRecord(
                    "test",
                    "request",
                    1,
                    now,
                    labels,
                    TokenUsage.of(2, 3),
                    new Money(new BigDecimal("0.25"), "USD"),
                    UsageRecord.Basis.report,
                    "success")))
        .join();
    Instant month = day.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    for (String bound : List.of("usage/USD", "budget/b/tokens", "budget/b/cost")) {
      gateway
          .store()
          .windows()
          .change(
              new WindowChange(
                  new WindowId("test", subject, bound, month),
                  "holder",
                  1,
                  BigDecimal.ONE,
                  new BigDecimal("0.5"),
                  null,
                  tally,
                  null))
          .join();
    }
  }

  /** Looks answers up in the document and judges them by its schemas. */
  private final class Answers {
    private final Set<String> checked = new TreeSet<>();
    private final List<Integer> sizes = new ArrayList<>();

    void check(String operation, Answer answer) {
      JsonNode described = responsesOf(operation).path(Integer.toString(answer.status()));
      assertThat(described.isMissingNode())
          .as("%s answers %d, as the document says", operation, answer.status())
          .isFalse();
      ObjectNode schema = JsonMapper.shared().createObjectNode();
      schema.setAll((ObjectNode) described.at("/content/application~1json/schema"));
      schema.set("components", document.get("components"));
      Schema judge = REGISTRY.getSchema(schema);
      assertThat(judge.validate(answer.body()))
          .as("%s: %s", operation, answer.raw().body())
          .isEmpty();
      checked.add(operation);
      sizes.add(answer.body().size());
      answer.body().forEach(value -> sizes.add(value.isArray() ? value.size() : 1));
    }

    private JsonNode responsesOf(String operation) {
      for (JsonNode path : document.get("paths")) {
        for (JsonNode candidate : path) {
          if (candidate.get("operationId").asString().equals(operation)) {
            return candidate.get("responses");
          }
        }
      }
      throw new AssertionError("no operation " + operation);
    }
  }

  @Test
  void aKeyIsNoMoreThanItsIdInTheDocument() {
    assertThat(document.toString()).doesNotContain(KeyText.digestOf(TestGateway.KEY), "sha256");
  }
}
