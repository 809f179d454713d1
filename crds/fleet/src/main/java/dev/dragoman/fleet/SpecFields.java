package dev.dragoman.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the records that specs are made of, as their JSON has them. Thread-safe: what was
 * found of a class is kept with the class.
 */
final class SpecFields {
  private static final ClassValue<List<SpecField>> KNOWN =
      new ClassValue<>() {
        @Override
        protected List<SpecField> computeValue(Class<?> type) {
          return read(type);
        }
      };

  private SpecFields() {}

  /**
   * A field.
   *
   * @param name in JSON
   * @param defaultText its schema's default, null when there is none
   * @param required whether every schema has asked for it
   * @param type of the field's value
   * @param accessor takes and gives an Object, so that a call needs no conversion of the handle
   */
  record SpecField(
      String name,
      @Nullable String defaultText,
      boolean required,
      Type type,
      MethodHandle accessor) {
    /** The field's value in {@code owner}, null when it is absent. */
    @Nullable Object of(Object owner) {
      try {
        return (Object) accessor.invokeExact(owner);
      } catch (Throwable e) {
        throw new IllegalStateException("an accessor of " + owner.getClass() + " failed", e);
      }
    }
  }

  static List<SpecField> of(Class<?> type) {
    return KNOWN.get(type);
  }

  /**
   * All leaves below a type, with the default of each; {@code []} is an element, {@code {}} too.
   */
  static Map<String, @Nullable String> leaves(Class<?> type) {
    Map<String, @Nullable String> leaves = new TreeMap<>();
    gather(type, "", null, leaves);
    return leaves;
  }

  private static void gather(
      Type type, String path, @Nullable String fallback, Map<String, @Nullable String> leaves) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      String mark = generic.getRawType() == Map.class ? "{}" : "[]";
      gather(arguments[arguments.length - 1], path + mark, fallback, leaves);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      for (SpecField field : of(plain)) {
        String below = path.isEmpty() ? field.name : path + "." + field.name;
        gather(field.type, below, field.defaultText, leaves);
      }
    } else {
      leaves.put(path, fallback);
    }
  }

  private static List<SpecField> read(Class<?> type) {
    List<SpecField> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      try {
        Field field = type.getDeclaredField(component.getName());
        JsonProperty renamed = field.getAnnotation(JsonProperty.class);
        Default fallback = field.getAnnotation(Default.class);
        fields.add(
            new SpecField(
                renamed == null ? component.getName() : renamed.value(),
                fallback == null ? null : fallback.value(),
                field.isAnnotationPresent(Required.class),
                component.getGenericType(),
                MethodHandles.publicLookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class))));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(type + " is no record of a spec", e);
      }
    }
    return List.copyOf(fields);
  }
}
