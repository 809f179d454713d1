package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.PolicyEntry.Feature;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.envelope.StateOpener.Opened;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.RequestField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What the gateway's policy does not let through, whatever the target takes (design.md 4). */
final class FeatureSwitches {
  private static final String OFF = " switched off on this gateway";

  private FeatureSwitches() {}

  /**
   * The request as far as {@code policy} lets it through; the same one where nothing is left out.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for tools and documents that are switched off
   */
  static Opened applied(PolicyEntry policy, Opened opened) {
    ChatRequest request = opened.request();
    if (!policy.toolUse() && !request.tools().isEmpty()) {
      throw GatewayException.at(request.paths().of(RequestField.TOOLS), "tool use is" + OFF);
    }
    if (policy.switchedOff().contains(Feature.Documents)) {
      for (int i = 0; i < request.messages().size(); i++) {
        refuseDocuments(request.messages().get(i).content(), request.paths().message(i)::block);
      }
    }
    return policy.switchedOff().contains(Feature.Thinking) && asksToThink(request)
        ? withoutThinking(opened)
        : opened;
  }

  private static void refuseDocuments(List<ContentBlock> blocks, IntFunction<Place> places) {
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      if (block instanceof Document) {
        throw GatewayException.at(places.apply(i).path(), "documents are" + OFF);
      }
      if (block instanceof ToolResult result) {
        refuseDocuments(result.content(), places.apply(i)::block);
      }
    }
  }

  private static boolean asksToThink(ChatRequest request) {
    ReasoningConfig asked = request.reasoning();
    return asked != null && asked.mode() != ReasoningConfig.Mode.OFF;
  }

  private static Opened withoutThinking(Opened opened) {
    ChatRequest request = opened.request();
    List<Dropped> lost = new ArrayList<>(opened.lost());
    lost.add(Dropped.advisory(request.paths().of(RequestField.REASONING), "thinking is" + OFF));
    return new Opened(request.withReasoning(null), lost);
  }
}
