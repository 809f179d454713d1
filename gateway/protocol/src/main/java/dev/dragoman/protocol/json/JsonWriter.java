package dev.dragoman.protocol.json;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes UTF-8 JSON. {@code field} methods with a nullable value leave the field out when it is
 * null. A lone surrogate becomes U+FFFD, so that the output is always valid. Single use.
 */
public final class JsonWriter {
  private final OutputStream out;
  private final JsonGenerator generator;

  /** Writes to a buffer of its own, see {@link #bytes()}. */
  public JsonWriter() {
    this(new GatheredBytes());
  }

  /** Writes to {@code out}; {@link #close()} hands everything over. */
  public JsonWriter(OutputStream out) {
    this.out = out;
    this.generator = JsonReader.FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  public JsonWriter beginObject() {
    generator.writeStartObject();
    return this;
  }

  public JsonWriter beginObject(String name) {
    generator.writeName(name);
    generator.writeStartObject();
    return this;
  }

  public JsonWriter endObject() {
    generator.writeEndObject();
    return this;
  }

  public JsonWriter beginArray() {
    generator.writeStartArray();
    return this;
  }

  public JsonWriter beginArray(String name) {
    generator.writeName(name);
    generator.writeStartArray();
    return this;
  }

  public JsonWriter endArray() {
    generator.writeEndArray();
    return this;
  }

  public JsonWriter name(String name) {
    generator.writeName(name);
    return this;
  }

  public JsonWriter field(String name, @Nullable String value) {
    if (value != null) {
      generator.writeName(name);
      value(value);
    }
    return this;
  }

  public JsonWriter field(String name, @Nullable Boolean value) {
    if (value != null) {
      generator.writeName(name);
      generator.writeBoolean(value);
    }
    return this;
  }

  public JsonWriter field(String name, @Nullable Integer value) {
    if (value != null) {
      generator.writeName(name);
      generator.writeNumber((int) value);
    }
    return this;
  }

  public JsonWriter field(String name, @Nullable Long value) {
    if (value != null) {
      generator.writeName(name);
      generator.writeNumber((long) value);
    }
    return this;
  }

  /**
   * A whole number is written without a fraction: providers' schemas type some of these as integer.
   */
  public JsonWriter field(String name, @Nullable Double value) {
    if (value != null) {
      generator.writeName(name);
      if (value == Math.rint(value) && Math.abs(value) < 1e15) {
        generator.writeNumber(value.longValue());
      } else {
        generator.writeNumber((double) value);
      }
    }
    return this;
  }

  public JsonWriter field(String name, @Nullable JsonText value) {
    if (value != null) {
      generator.writeName(name);
      generator.writeRawValue(value.text());
    }
    return this;
  }

  public JsonWriter nullField(String name) {
    generator.writeName(name);
    generator.writeNull();
    return this;
  }

  public JsonWriter value(String value) {
    generator.writeString(wellFormed(value));
    return this;
  }

  public JsonWriter value(JsonText value) {
    generator.writeRawValue(value.text());
    return this;
  }

  /** A 32-bit number, in the fewest digits that tell it from its neighbours. */
  public JsonWriter value(float value) {
    generator.writeNumber(value);
    return this;
  }

  public JsonWriter value(long value) {
    generator.writeNumber(value);
    return this;
  }

  /** Hands everything over to the stream without closing it. */
  public void close() {
    generator.flush();
    generator.close();
  }

  /** Closes the writer and returns what was written to its own buffer. */
  public byte[] bytes() {
    close();
    if (out instanceof GatheredBytes buffer) {
      return buffer.taken();
    }
    throw new IllegalStateException("this writer writes to a stream of its caller");
  }

  /** Closes the writer and returns what was written to its own buffer. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private static String wellFormed(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        return replaceLoneSurrogates(value);
      }
    }
    return value;
  }

  private static String replaceLoneSurrogates(String value) {
    StringBuilder result = new StringBuilder(value.length());
    value
        .codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }
}
