package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clients of OpenAI can ask of an answer and models that give nothing but text of their own
 * cannot give: sound, an answer that stands on a search of OpenAI's, or one that goes on from sound
 * that was given before. It would be another answer, so it is refused.
 */
public final class TextAnswers {
  private TextAnswers() {}

  /**
   * Refuses a request for anything but text.
   *
   * @param targetName the protocol as users know it
   * @throws GatewayException {@code INVALID_REQUEST} naming the field
   */
  public static void demand(ChatRequest request, String targetName) {
    Map<String, JsonText> asked = request.ext().of(ProtocolId.OPENAI_CHAT);
    JsonText modalities = asked.get("modalities");
    if (modalities != null && modalities.text().contains("\"audio\"")) {
      throw GatewayException.at("modalities", targetName + " answers in text only");
    }
    if (isGiven(asked.get("web_search_options"))) {
      throw GatewayException.at(
          "web_search_options", "the search of OpenAI cannot be used with this model");
    }
    for (int i = 0; i < request.messages().size(); i++) {
      if (isGiven(request.messages().get(i).ext().of(ProtocolId.OPENAI_CHAT).get("audio"))) {
        throw GatewayException.at(
            request.paths().message(i).path("audio"),
            "an answer in sound is kept at its provider and cannot be sent");
      }
    }
  }

  private static boolean isGiven(@Nullable JsonText value) {
    return value != null && !value.text().equals("null");
  }
}
