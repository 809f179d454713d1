package dev.dragoman.conformance.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.genai.types.Content;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerationConfig;
import com.google.genai.types.SafetySetting;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads requests and answers of the Gemini API with the classes of Google's SDK, and refuses what
 * they do not know, at any depth. The SDK has no class for a request as a whole, so that each
 * member is judged by its own.
 */
public final class GeminiJudge {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final Map<String, Class<?>> MEMBERS =
      Map.of(
          "contents", Content[].class,
          "systemInstruction", Content.class,
          "tools", Tool[].class,
          "toolConfig", ToolConfig.class,
          "generationConfig", GenerationConfig.class,
          "safetySettings", SafetySetting[].class,
          "cachedContent", String.class,
          "serviceTier", String.class);

  /** What a request to Vertex AI may hold beside that. */
  private static final Map<String, Class<?>> OF_VERTEX = Map.of("labels", Labels.class);

  private GeminiJudge() {}

  /** Every label is a text. */
  private static final class Labels extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;
  }

  /** Judges a request for a generation. */
  public static Verdict request(byte[] json) {
    return request(json, Map.of());
  }

  /** Judges a request for a generation that goes to Vertex AI. */
  static Verdict requestOfVertex(byte[] json) {
    return request(json, OF_VERTEX);
  }

  private static Verdict request(byte[] json, Map<String, Class<?>> further) {
    List<String> faults = new ArrayList<>();
    try {
      JsonNode request = STRICT.readTree(json);
      if (request.path("contents").isEmpty()) {
        faults.add("contents is missing or empty");
      }
      for (Map.Entry<String, JsonNode> member : request.properties()) {
        Class<?> type = MEMBERS.getOrDefault(member.getKey(), further.get(member.getKey()));
        if (type == null) {
          faults.add("unknown field " + member.getKey());
        } else {
          read(member.getKey(), member.getValue(), type, faults);
        }
      }
    } catch (IOException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    return new Verdict(faults);
  }

  /** Judges a request for embeddings of a batch of texts. */
  public static Verdict embeddings(byte[] json) {
    List<String> faults = new ArrayList<>();
    try {
      for (JsonNode one : STRICT.readTree(json).path("requests")) {
        ObjectNode request = (ObjectNode) one;
        read("content", request.path("content"), Content.class, faults);
        if (!request.path("model").asText().startsWith("models/")) {
          faults.add("model is not the name of a resource");
        }
        ObjectNode options = request.deepCopy();
        options.remove(List.of("content", "model"));
        read("the options", options, EmbedContentConfig.class, faults);
      }
    } catch (IOException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    return new Verdict(faults);
  }

  /** Judges an answer, or a chunk of one. */
  public static Verdict response(byte[] json) {
    List<String> faults = new ArrayList<>();
    try {
      read("the answer", STRICT.readTree(json), GenerateContentResponse.class, faults);
    } catch (IOException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    return new Verdict(faults);
  }

  private static void read(String name, JsonNode value, Class<?> type, List<String> faults) {
    inOneAlphabet(value);
    try {
      STRICT.treeToValue(value, type);
    } catch (JsonProcessingException e) {
      faults.add(name + ": " + e.getOriginalMessage());
    }
  }

  /** Google reads bytes in both alphabets of base64, Jackson in one of them. */
  private static void inOneAlphabet(JsonNode value) {
    if (value instanceof ObjectNode object && object.path("thoughtSignature").isTextual()) {
      String bytes = object.get("thoughtSignature").asText();
      object.put("thoughtSignature", bytes.replace('-', '+').replace('_', '/'));
    }
    value.forEach(GeminiJudge::inOneAlphabet);
  }
}
