package dev.dragoman.contract;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * A component of a record must be there unless it is {@link Nullable} or a collection. So the
 * record itself says what is optional, and says it once.
 */
final class RequiredComponents extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    if (!(member instanceof AnnotatedParameter parameter)) {
      return super.hasRequiredMarker(config, member);
    }
    RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
    if (components == null || parameter.getIndex() >= components.length) {
      return super.hasRequiredMarker(config, member);
    }
    RecordComponent component = components[parameter.getIndex()];
    return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        && !Collection.class.isAssignableFrom(component.getType())
        && !Map.class.isAssignableFrom(component.getType());
  }
}
