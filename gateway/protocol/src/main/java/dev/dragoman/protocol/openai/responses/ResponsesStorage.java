package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.AnswerRecorder;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.ResponseStorage;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code store} and {@code previous_response_id}: an answer is stored with the items of its request
 * and the ids of what it builds on, so a turn is stored once however long the conversation is. A
 * request that names an answer becomes one that holds the whole conversation, which every upstream
 * understands. Instructions do not carry over, and an answer is stored unless the request says
 * otherwise (OpenAI, "Create a model response").
 */
final class ResponsesStorage implements ResponseStorage {
  private static final String PREVIOUS = "previous_response_id";
  private static final String STORE = "store";
  private static final String INPUT = "input";
  private static final String INCLUDE = "include";
  private static final String CONVERSATION = "conversation";
  private static final String BACKGROUND = "background";

  /** What the scan of a request has to find for {@link #asked}. */
  static final List<String> SCANNED = List.of(PREVIOUS, STORE, CONVERSATION, BACKGROUND);

  @Override
  public Asked asked(Scanned scanned) {
    JsonScan scan = scanned.scan();
    if (isMeant(scan.value(CONVERSATION))) {
      throw Unsupported.parameter(
          CONVERSATION,
          "conversations are not kept here; send the whole conversation as input, or "
              + PREVIOUS
              + " where this gateway stores answers");
    }
    if (scan.isTrue(BACKGROUND)) {
      throw Unsupported.parameter(
          BACKGROUND, "answers are not made in the background; wait for it or stream it");
    }
    JsonValue store = scan.value(STORE);
    if (isMeant(store) && !(store instanceof JsonBoolean)) {
      throw GatewayException.invalid(STORE, STORE + ": must be a boolean");
    }
    return new Asked(previous(scan), !isMeant(store) || scan.isTrue(STORE));
  }

  private static @Nullable String previous(JsonScan scan) {
    if (!isMeant(scan.value(PREVIOUS))) {
      return null;
    }
    String previous = scan.string(PREVIOUS);
    if (previous == null || previous.isEmpty()) {
      throw GatewayException.invalid(PREVIOUS, PREVIOUS + ": must be the id of a response");
    }
    return previous;
  }

  private static boolean isMeant(@Nullable JsonValue value) {
    return value != null && !(value instanceof JsonNull);
  }

  @Override
  public List<String> context(byte[] stored) {
    return StoredResponse.of(stored).context();
  }

  @Override
  public byte[] selfContained(byte[] body, List<byte[]> earlier) {
    JsonCursor request = JsonCursor.request(body);
    JsonWriter json = without(request, Set.of(PREVIOUS, INPUT));
    json.beginArray(INPUT);
    earlier.forEach(stored -> StoredResponse.of(stored).turn().forEach(json::value));
    StoredInput.items(request.get(INPUT)).forEach(json::value);
    return json.endArray().endObject().bytes();
  }

  @Override
  public byte[] unstored(byte[] body, boolean withState) {
    JsonCursor request = JsonCursor.request(body);
    JsonWriter json = without(request, Set.of(STORE, INCLUDE));
    include(json, request, withState);
    return json.field(STORE, (Boolean) false).endObject().bytes();
  }

  /** The object without the members {@code names}, not ended yet. */
  private static JsonWriter without(JsonCursor request, Set<String> names) {
    JsonWriter json = new JsonWriter().beginObject();
    JsonObject members = (JsonObject) request.value();
    for (int i = 0; i < members.size(); i++) {
      if (!names.contains(members.name(i))) {
        json.field(members.name(i), members.value(i).source());
      }
    }
    return json;
  }

  private static void include(JsonWriter json, JsonCursor request, boolean withState) {
    List<JsonText> include = new ArrayList<>();
    request.items(INCLUDE).forEach(word -> include.add(word.source()));
    JsonText state = JsonText.ofString(ResponsesRequestDecoder.ENCRYPTED);
    if (withState && !include.contains(state)) {
      include.add(state);
    }
    if (!include.isEmpty()) {
      json.beginArray(INCLUDE);
      include.forEach(json::value);
      json.endArray();
    }
  }

  @Override
  public AnswerRecorder recorder(byte[] body, Asked asked, List<String> context) {
    List<JsonText> input =
        asked.store() ? StoredInput.items(JsonCursor.request(body).get(INPUT)) : List.of();
    return new ResponseRecorder(asked, context, input);
  }

  @Override
  public byte[] response(byte[] stored) {
    return StoredResponse.of(stored).responseBytes();
  }

  @Override
  public byte[] inputItems(List<byte[]> stored, Page page) {
    return InputItemList.of(stored.stream().map(StoredResponse::of).toList()).page(page);
  }

  @Override
  public byte[] deleted(String id) {
    return new JsonWriter()
        .beginObject()
        .field("id", id)
        .field("object", "response")
        .field("deleted", (Boolean) true)
        .endObject()
        .bytes();
  }

  @Override
  public String path() {
    return ResponsesPassThrough.PATH;
  }

  @Override
  public GatewayException previousUnsupported() {
    return Unsupported.parameter(
        PREVIOUS, "answers are not stored here; send the whole conversation as input");
  }

  @Override
  public GatewayException previousNotFound(String id) {
    ErrorKind kind = ErrorKind.INVALID_REQUEST;
    return new GatewayException(
        new GatewayError(
            kind,
            kind.status(),
            "Previous response with id '" + id + "' not found.",
            PREVIOUS,
            "previous_response_not_found",
            null,
            null,
            null,
            null));
  }
}
