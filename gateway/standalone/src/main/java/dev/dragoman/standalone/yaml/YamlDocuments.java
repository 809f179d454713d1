package dev.dragoman.standalone.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The documents of a YAML 1.2 text. */
public final class YamlDocuments {
  private YamlDocuments() {}

  /**
   * The roots of all documents that hold a mapping, empty documents passed over. Text that is not
   * YAML is one problem and no document: what stands before the fault may not be what was meant.
   */
  public static List<YamlCursor> read(String file, String text, Problems problems) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    List<YamlCursor> documents = new ArrayList<>();
    try {
      for (Node root : new Compose(settings).composeAllFromString(text)) {
        Place place = new Place(file, lineOf(root.getStartMark()), "");
        if (root.getNodeType() == NodeType.MAPPING) {
          documents.add(new YamlCursor(root, place, problems));
        } else if (!root.getTag().equals(Tag.NULL)) {
          problems.add(place, "a manifest is a mapping that starts with apiVersion and kind");
        }
      }
    } catch (YamlEngineException e) {
      problems.add(faultOf(file, text, e));
      return List.of();
    }
    return documents;
  }

  /** Says what and where, never a piece of the text: it may hold secrets. */
  private static Problem faultOf(String file, String text, YamlEngineException fault) {
    if (fault instanceof MarkedYamlEngineException marked) {
      Place place = new Place(file, lineOf(marked.getProblemMark()), "");
      return place.problem("not valid YAML: " + withoutNames(marked.getProblem()));
    }
    if (fault instanceof ReaderException unreadable) {
      int end = Math.min(unreadable.getPosition(), text.length());
      int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
      return new Place(file, line, "").problem("not valid YAML: a character that is not text");
    }
    return new Place(file, 1, "").problem("not valid YAML, or nested too deep or too long");
  }

  /** A key text written without quotes may look like an alias or a tag, which the engine names. */
  private static String withoutNames(String problem) {
    if (problem.startsWith("found undefined alias")) {
      return "an alias without its anchor; put text that starts with * in quotes";
    }
    if (problem.startsWith("found undefined tag handle")) {
      return "an unknown tag; put text that starts with ! in quotes";
    }
    return problem;
  }

  static int lineOf(Optional<Mark> mark) {
    return mark.map(known -> known.getLine() + 1).orElse(1);
  }
}
