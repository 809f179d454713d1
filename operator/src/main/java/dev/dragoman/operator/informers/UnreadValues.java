package dev.dragoman.operator.informers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.dragoman.fleet.Unread;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a value that cannot be read for absent, and notes its place on the object that it belongs
 * to: {@code /items/3/spec/models/0} of a list is {@code spec.models[0]} of one of its objects.
 */
final class UnreadValues extends DeserializationProblemHandler {
  /** Of the object that this thread is reading; null while it reads none. */
  private static final ThreadLocal<@Nullable List<String>> PLACES = new ThreadLocal<>();

  private static final String SPEC = "/spec";

  /** Has every custom resource told what could not be read of it. */
  static Module noting() {
    return new SimpleModule("unread")
        .setDeserializerModifier(
            new BeanDeserializerModifier() {
              @Serial private static final long serialVersionUID = 1L;

              @Override
              public JsonDeserializer<?> modifyDeserializer(
                  DeserializationConfig config,
                  BeanDescription bean,
                  JsonDeserializer<?> deserializer) {
                return CustomResource.class.isAssignableFrom(bean.getBeanClass())
                    ? new Noting(deserializer)
                    : deserializer;
              }
            });
  }

  private static final class Noting extends DelegatingDeserializer {
    @Serial private static final long serialVersionUID = 1L;

    Noting(JsonDeserializer<?> reads) {
      super(reads);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reads) {
      return new Noting(reads);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      List<String> places = new ArrayList<>();
      PLACES.set(places);
      try {
        Object object = super.deserialize(parser, context);
        if (object instanceof CustomResource<?, ?> resource) {
          Unread.note(resource, places);
        }
        return object;
      } finally {
        PLACES.remove();
      }
    }
  }

  private static @Nullable Object absent(JsonParser parser) {
    List<String> places = PLACES.get();
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    int spec = pointer.indexOf(SPEC);
    if (places != null && spec >= 0) {
      places.add(
          pointer.substring(spec + 1).replaceAll("/([0-9]+)(?=/|$)", "[$1]").replace('/', '.'));
    }
    return null;
  }

  @Override
  public @Nullable Object handleUnexpectedToken(
      DeserializationContext context,
      JavaType type,
      JsonToken token,
      JsonParser parser,
      String message)
      throws IOException {
    if (type.isPrimitive()) {
      return NOT_HANDLED;
    }
    Object absent = absent(parser);
    parser.skipChildren();
    return absent;
  }

  @Override
  public @Nullable Object handleWeirdStringValue(
      DeserializationContext context, Class<?> type, String value, String message) {
    return type.isPrimitive() ? NOT_HANDLED : absent(context.getParser());
  }

  @Override
  public @Nullable Object handleWeirdNumberValue(
      DeserializationContext context, Class<?> type, Number value, String message) {
    return type.isPrimitive() ? NOT_HANDLED : absent(context.getParser());
  }
}
