package dev.dragoman.gateway.admin;

import dev.dragoman.gateway.admin.AdminException.Kind;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.store.report.KeyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The OpenAPI 3.1 document of the admin API and of a key's own page, made from the operations and
 * records that serve them, so that it cannot say anything else. Equal lists give equal bytes.
 */
public final class OpenApiDocument {
  private static final List<Kind> ALWAYS =
      List.of(Kind.InvalidRequest, Kind.Unauthorized, Kind.StoreUnavailable);
  private static final Map<Kind, String> MEANINGS =
      Map.of(
          Kind.InvalidRequest, "A parameter or a field is wrong; the message names it.",
          Kind.Unauthorized, "The master key was not sent, or another one.",
          Kind.NotFound, "There is no such key.",
          Kind.Conflict, "The state of things forbids it; the message says why.",
          Kind.TooLarge, "The body is larger than it may be.",
          Kind.Failed, "A fault of the gateway's own; its log has the cause under the request id.",
          Kind.StoreUnavailable, "The store cannot be reached.");

  private final RecordSchemas schemas = new RecordSchemas();
  private final JsonWriter json = new JsonWriter();

  private OpenApiDocument() {}

  /** The document as JSON. */
  public static String of(List<AdminOperation> operations) {
    return new OpenApiDocument().write(operations);
  }

  private String write(List<AdminOperation> operations) {
    json.beginObject().field("openapi", "3.1.0");
    json.beginObject("info")
        .field("title", "Dragoman admin API")
        .field("version", "1.0.0")
        .field(
            "description",
            "Keys and usage of one gateway, on its management port, for the holder of its master"
                + " key (MASTER_API_KEY). Amounts are decimal text, times ISO 8601 in UTC; what is"
                + " absent or empty is left out. /v1/key alone is on the client port, for the"
                + " holder of any key.")
        .endObject();
    json.beginObject("paths");
    paths(operations);
    ownKey();
    json.endObject();
    json.beginObject("components");
    json.beginObject("securitySchemes");
    bearer("masterKey", "The value of MASTER_API_KEY.");
    bearer("key", "The text of an API key of the gateway.");
    json.endObject();
    json.beginObject("schemas");
    schemas.of(AdminError.class);
    schemas.named().forEach((name, schema) -> json.field(name, new JsonText(schema)));
    return json.endObject().endObject().endObject().text();
  }

  private void bearer(String name, String description) {
    json.beginObject(name)
        .field("type", "http")
        .field("scheme", "bearer")
        .field("description", description)
        .endObject();
  }

  private void paths(List<AdminOperation> operations) {
    Map<String, List<AdminOperation>> byPath = new TreeMap<>();
    for (AdminOperation operation : operations) {
      byPath.computeIfAbsent(operation.path(), path -> new ArrayList<>()).add(operation);
    }
    byPath.forEach((path, ofPath) -> {
      json.beginObject(path);
      ofPath.forEach(this::operation);
      json.endObject();
    });
  }

  private void operation(AdminOperation operation) {
    json.beginObject(operation.method().toLowerCase(Locale.ROOT))
        .field("operationId", operation.id())
        .field("summary", operation.summary());
    security("masterKey");
    json.beginArray("parameters");
    operation.parameters().forEach(this::parameter);
    json.endArray();
    Class<? extends Record> body = operation.body();
    if (body != null) {
      json.beginObject("requestBody");
      content(schemas.of(body));
      json.endObject();
    }
    json.beginObject("responses");
    answer(operation.status(), "Done.", schemas.of(operation.answer()));
    List<Kind> refusals = new ArrayList<>(ALWAYS);
    refusals.addAll(operation.refusals());
    if (body != null) {
      refusals.add(Kind.TooLarge);
    }
    refusals.stream()
        .sorted()
        .forEach(kind ->
            answer(
                kind.status(),
                MEANINGS.getOrDefault(kind, kind.name()),
                schemas.of(AdminError.class)));
    json.endObject().endObject();
  }

  private void ownKey() {
    json.beginObject("/v1/key")
        .beginObject("get")
        .field("operationId", "getOwnKey")
        .field(
            "summary",
            "On the client port: the caller's own key with what bounds it and how that stands, as"
                + " of at most a second ago. Refusals have the form of the caller's protocol.");
    security("key");
    json.beginObject("responses");
    answer(200, "The key.", schemas.of(KeyReport.class));
    json.endObject().endObject().endObject();
  }

  private void security(String scheme) {
    json.beginArray("security").beginObject().beginArray(scheme).endArray().endObject().endArray();
  }

  private void parameter(AdminParameter parameter) {
    json.beginObject()
        .field("name", parameter.name())
        .field("in", parameter.isOfPath() ? "path" : "query")
        .field("required", parameter.isOfPath())
        .field("description", parameter.description())
        .field("schema", new JsonText(parameter.schema()))
        .endObject();
  }

  private void answer(int status, String description, JsonText schema) {
    json.beginObject(Integer.toString(status)).field("description", description);
    content(schema);
    json.endObject();
  }

  private void content(JsonText schema) {
    json.beginObject("content").beginObject("application/json").field("schema", schema);
    json.endObject().endObject();
  }
}
