package dev.dragoman.standalone.directory;

import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problem;
import dev.dragoman.standalone.yaml.YamlDocument;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Secrets. A value of {@code stringData} may stand in an environment variable. */
final class SecretReader {
  private static final Pattern FROM_ENVIRONMENT =
      Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  private static final Set<String> FIELDS =
      Set.of("apiVersion", "kind", "metadata", "type", "immutable", "data", "stringData");

  private final Map<String, String> environment;

  SecretReader(Map<String, String> environment) {
    this.environment = environment;
  }

  Manifest read(YamlDocument document, ManifestKey key) {
    List<Problem> wrong = new ArrayList<>(ManifestReader.unknownFields(document, FIELDS));
    Map<String, Problem> unset = new TreeMap<>();
    Map<String, String> values = new HashMap<>();
    each(
        document,
        "data",
        wrong,
        (name, text) -> {
          String value = decoded(text, document.at("data." + name), wrong);
          if (value != null) {
            values.put(name, value);
          }
        });
    each(
        document,
        "stringData",
        wrong,
        (name, text) -> {
          Place at = document.at("stringData." + name);
          String value = written(text, at, wrong);
          if (value != null) {
            values.put(name, value);
          } else if (wrong.isEmpty()) {
            unset.put(name, unset(text, at));
          }
        });
    return wrong.isEmpty()
        ? new Manifest.Secret(document.start(), key, values, unset)
        : new Manifest.Refused(document.start(), key, wrong);
  }

  private static void each(
      YamlDocument document,
      String field,
      List<Problem> problems,
      BiConsumer<String, String> value) {
    Object found = document.tree().get(field);
    if (found != null && !(found instanceof Map<?, ?>)) {
      problems.add(document.at(field).problem("must be a mapping of names and texts"));
      return;
    }
    ManifestReader.mapOf(found)
        .forEach((name, text) -> {
          if (text instanceof String known) {
            value.accept(String.valueOf(name), known);
          } else {
            problems.add(document.at(field + "." + name).problem("must be text: put it in quotes"));
          }
        });
  }

  private static @Nullable String decoded(String text, Place place, List<Problem> problems) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      problems.add(place.problem("not base64; write plain text under stringData instead"));
    } catch (CharacterCodingException e) {
      problems.add(place.problem("the decoded bytes are not text"));
    }
    return null;
  }

  private @Nullable String written(String text, Place place, List<Problem> wrong) {
    Matcher reference = FROM_ENVIRONMENT.matcher(text);
    if (reference.matches()) {
      String variable = reference.group(1);
      String value = environment.get(variable);
      return value == null || value.isBlank() ? null : value;
    }
    if (text.contains("${env:")) {
      wrong.add(
          place.problem(
              "${env:NAME} must be the whole value, with a name of letters, digits and _"));
      return null;
    }
    return text;
  }

  private static Problem unset(String text, Place place) {
    String variable = text.substring("${env:".length(), text.length() - 1);
    return place.problem("the environment variable " + variable + " is not set; set it");
  }
}
