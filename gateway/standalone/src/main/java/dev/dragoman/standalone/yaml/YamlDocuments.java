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
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The documents of a YAML 1.2 text. */
public final class YamlDocuments {
  private YamlDocuments() {}

  /**
   * All documents that hold a mapping, empty documents passed over. Text that is not YAML is one
   * problem and no document: what stands before the fault may not be what was meant.
   */
  public static YamlFile read(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).build();
    List<YamlDocument> documents = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      for (Node root : new Compose(settings).composeAllFromString(text)) {
        if (root instanceof MappingNode mapping) {
          documents.add(TreeBuilder.documentOf(file, mapping));
        } else if (!root.getTag().equals(Tag.NULL)) {
          problems.add(
              new Place(file, lineOf(root.getStartMark()), "")
                  .problem("a manifest is a mapping that starts with apiVersion and kind"));
        }
      }
    } catch (YamlEngineException e) {
      return new YamlFile(List.of(), List.of(faultOf(file, text, e)), false);
    } catch (StackOverflowError e) {
      // The engine composes by recursion and knows no bound; nothing outlives this method.
      return new YamlFile(
          List.of(), List.of(new Place(file, 1, "").problem("nested too deep")), false);
    }
    return new YamlFile(documents, problems, true);
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
