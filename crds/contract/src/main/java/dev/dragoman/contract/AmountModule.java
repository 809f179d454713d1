package dev.dragoman.contract;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Amounts as decimal text, so that no reader on the way makes a binary fraction of them. A rate has
 * up to 6 decimals, what a token costs by it 6 more.
 */
final class AmountModule extends SimpleModule {
  private static final long serialVersionUID = 1L;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");

  AmountModule() {
    addSerializer(new Writer());
    addDeserializer(BigDecimal.class, new Reader());
  }

  private static final class Writer extends StdSerializer<BigDecimal> {
    Writer() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.toPlainString());
    }
  }

  private static final class Reader extends StdDeserializer<BigDecimal> {
    Reader() {
      super(BigDecimal.class);
    }

    @Override
    public BigDecimal deserialize(JsonParser in, DeserializationContext context) {
      if (in.currentToken() == JsonToken.VALUE_STRING
          && DECIMAL.matcher(in.getString()).matches()) {
        return new BigDecimal(in.getString());
      }
      return context.reportInputMismatch(
          BigDecimal.class, "an amount is text of at most 18 digits and 18 decimals");
    }
  }
}
