package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.SourcePaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Lists the fields of blocks, messages and tools that only another protocol than the target's has
 * and that are lost therefore. A field is told once, with the first place where it stands, for a
 * history would repeat it; fields without a value say nothing. Fields of the request itself are the
 * encoder's to judge. Single use.
 */
public final class ForeignFields {
  /** Warnings go into a header, and the names are the client's. */
  private static final int MAX_REPORTED = 32;

  private static final int MAX_NAME = 80;
  private static final Set<String> WITHOUT_VALUE = Set.of("null", "[]", "{}");

  private final ProtocolId target;
  private final String targetName;
  private final Map<String, Dropped> byName = new LinkedHashMap<>();

  private ForeignFields(ProtocolId target, String targetName) {
    this.target = target;
    this.targetName = targetName;
  }

  /**
   * What is lost on the way to {@code target}, at most 32 fields.
   *
   * @param targetName the protocol as users know it
   */
  public static List<Dropped> in(ChatRequest request, ProtocolId target, String targetName) {
    ForeignFields fields = new ForeignFields(target, targetName);
    SourcePaths paths = request.paths();
    fields.blocks(paths::system, request.system());
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      Place place = paths.message(i);
      fields.bags(place, message.ext());
      fields.phase(place, message);
      fields.blocks(place::block, message.content());
    }
    for (int i = 0; i < request.tools().size(); i++) {
      fields.bags(paths.tool(i), request.tools().get(i).ext());
    }
    return new ArrayList<>(fields.byName.values());
  }

  /** A client's name of a field as it may be shown in a header. */
  public static String printable(String name) {
    boolean plain = name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
    return plain ? name : "(unprintable)";
  }

  private void blocks(IntFunction<Place> places, List<? extends ContentBlock> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      Place place = places.apply(i);
      bags(place, block.ext());
      if (block instanceof ToolResult result) {
        blocks(place::block, result.content());
      } else if (block instanceof SearchResult result) {
        blocks(place::block, result.content());
      }
    }
  }

  /** Phases of a turn are OpenAI's, as in its Responses. */
  private void phase(Place place, Message message) {
    if (message.phase() != null && !target.equals(ProtocolId.OPENAI_RESPONSES)) {
      field(place, "phase", JsonText.ofString(message.phase()));
    }
  }

  private void bags(Place place, Extensions ext) {
    ext.bags()
        .forEach((protocol, bag) -> {
          if (!protocol.equals(target)) {
            bag.forEach((name, value) -> field(place, printable(name), value));
          }
        });
  }

  private void field(Place place, String name, JsonText value) {
    if (byName.size() < MAX_REPORTED
        && !byName.containsKey(name)
        && !WITHOUT_VALUE.contains(value.text())) {
      byName.put(
          name,
          Dropped.advisory(
              place.path(name), "the field " + name + " has no counterpart in " + targetName));
    }
  }
}
