package dev.dragoman.conformance.fields;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;

/** A class of an official SDK, as far as its JSON goes. */
final class SdkClass {
  private SdkClass() {}

  /** The fields that the class of this name writes. */
  static Set<String> fields(String name) throws ClassNotFoundException {
    Set<String> fields = new TreeSet<>();
    for (Method method : Class.forName(name).getDeclaredMethods()) {
      JsonProperty property = method.getAnnotation(JsonProperty.class);
      if (property != null) {
        fields.add(property.value());
      }
    }
    return fields;
  }
}
