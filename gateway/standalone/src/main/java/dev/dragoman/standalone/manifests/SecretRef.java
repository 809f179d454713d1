package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.YamlCursor;
import org.jspecify.annotations.Nullable;

/** A reference to one key of a Secret in the referrer's namespace. */
record SecretRef(ObjectName secret, String key, Place place) {
  private static final Fields FIELDS = Fields.of("name", "key");
  private static final String DEFAULT_KEY = "api-key";

  static @Nullable SecretRef read(YamlCursor cursor, String namespace) {
    cursor.allow(FIELDS);
    YamlCursor nameField = cursor.required("name");
    String name = nameField == null ? null : Syntax.NAME.text(nameField);
    YamlCursor keyField = cursor.field("key");
    String key = keyField == null ? DEFAULT_KEY : Syntax.SECRET_KEY.text(keyField);
    if (name == null || key == null) {
      return null;
    }
    return new SecretRef(new ObjectName(namespace, name), key, cursor.place());
  }
}
