package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.YamlCursor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Secret. {@code stringData} may take values from the environment.
 *
 * @param values by key; never printed
 */
record SecretManifest(ObjectName name, Map<String, SecretValue> values) {
  static final Fields TOP =
      Fields.of("apiVersion", "kind", "metadata", "type", "immutable", "data", "stringData");
  private static final Pattern FROM_ENVIRONMENT =
      Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  SecretManifest {
    values = Map.copyOf(values);
  }

  /** A value of a Secret. */
  sealed interface SecretValue {
    /** The text, without the newline that editors and {@code echo} leave at its end. */
    record Present(String text) implements SecretValue {
      @Override
      public String toString() {
        return "Present";
      }
    }

    /** The environment lacks the variable that the value stands in. */
    record Unset(String variable) implements SecretValue {}
  }

  static @Nullable SecretManifest read(ManifestHead head, Map<String, String> environment) {
    Map<String, SecretValue> values = new TreeMap<>();
    YamlCursor data = head.document().mapping("data");
    if (data != null) {
      data.fields().forEach((key, value) -> put(values, key, decoded(value)));
    }
    YamlCursor text = head.document().mapping("stringData");
    if (text != null) {
      text.fields().forEach((key, value) -> put(values, key, written(value, environment)));
    }
    return head.isWhole() ? new SecretManifest(head.name(), values) : null;
  }

  private static void put(
      Map<String, SecretValue> values, String key, @Nullable SecretValue value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  private static @Nullable SecretValue decoded(YamlCursor cursor) {
    String text = cursor.text();
    if (text == null) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
      String decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return present(decoded);
    } catch (IllegalArgumentException e) {
      cursor.problem("not base64; write plain text under stringData instead");
    } catch (CharacterCodingException e) {
      cursor.problem("the decoded bytes are not text");
    }
    return null;
  }

  private static @Nullable SecretValue written(YamlCursor cursor, Map<String, String> environment) {
    String text = cursor.text();
    if (text == null) {
      return null;
    }
    Matcher reference = FROM_ENVIRONMENT.matcher(text);
    if (reference.matches()) {
      String variable = reference.group(1);
      String value = environment.get(variable);
      return value == null || value.isBlank() ? new SecretValue.Unset(variable) : present(value);
    }
    if (text.contains("${env:")) {
      cursor.problem("${env:NAME} must be the whole value, with a name of letters, digits and _");
      return null;
    }
    return present(text);
  }

  private static SecretValue present(String text) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
      if (end > 0 && text.charAt(end - 1) == '\r') {
        end--;
      }
    }
    return new SecretValue.Present(text.substring(0, end));
  }

  /** The name alone. */
  @Override
  public String toString() {
    return "SecretManifest[" + name + "]";
  }
}
