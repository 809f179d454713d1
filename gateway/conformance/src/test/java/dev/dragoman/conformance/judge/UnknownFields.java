package dev.dragoman.conformance.judge;

import com.openai.models.responses.Response;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JSON members that an SDK class kept because it does not know them. The SDKs' classes
 * are generated alike: a class has one field per known member and a map {@code
 * additionalProperties}; a class with nothing but that map stands for free-form JSON, and so does
 * {@code JsonValue}.
 */
final class UnknownFields {
  private static final String BAG = "additionalProperties";
  private static final Set<String> BOOKKEEPING = Set.of(BAG, "validated");

  /** A tool's schema is JSON Schema: its keywords are not the vendor's to list. */
  private static final Set<String> FREE_FORM =
      Set.of("com.anthropic.models.messages.Tool$InputSchema");

  /** In the API reference's examples of an answer, and not in the SDK's class of it. */
  private static final String STORE = "store";

  private final Set<String> allowedAtTop;
  private final List<String> found = new ArrayList<>();

  private UnknownFields(Set<String> allowedAtTop) {
    this.allowedAtTop = allowedAtTop;
  }

  /**
   * Paths of all unknown members of {@code value}.
   *
   * @param allowedAtTop members of the outermost object that its class leaves to the SDK's caller
   */
  static List<String> of(Object value, Set<String> allowedAtTop) {
    UnknownFields search = new UnknownFields(allowedAtTop);
    search.visit("", value);
    return search.found;
  }

  private void visit(String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          visit(path + "[" + i + "]", list.get(i));
        }
      }
      case com.anthropic.core.KnownValue<?> known -> visit(path, known.value());
      case com.openai.core.KnownValue<?> known -> visit(path, known.value());
      default -> {
        if (isModel(value.getClass())) {
          visitModel(path, value);
        }
      }
    }
  }

  private void visitModel(String path, Object model) {
    List<Field> fields = stateOf(model.getClass());
    boolean freeForm =
        FREE_FORM.contains(model.getClass().getName())
            || fields.stream().allMatch(field -> BOOKKEEPING.contains(field.getName()));
    for (Field field : fields) {
      Object value = read(field, model);
      if (!field.getName().equals(BAG)) {
        visit(path.isEmpty() ? field.getName() : path + "." + field.getName(), value);
      } else if (!freeForm && value instanceof Map<?, ?> bag) {
        bag.keySet().stream()
            .map(Object::toString)
            .filter(name -> !(path.isEmpty() && allowedAtTop.contains(name)))
            .filter(name -> !(model instanceof Response && name.equals(STORE)))
            .forEach(
                name -> found.add("unknown field " + (path.isEmpty() ? "" : path + ".") + name));
      }
    }
  }

  private static boolean isModel(Class<?> type) {
    String name = type.getName();
    return name.startsWith("com.anthropic.models.") || name.startsWith("com.openai.models.");
  }

  private static List<Field> stateOf(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .filter(field -> !field.getName().endsWith("$delegate"))
        .toList();
  }

  private static @Nullable Object read(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the SDK's field " + field + " cannot be read", e);
    }
  }
}
