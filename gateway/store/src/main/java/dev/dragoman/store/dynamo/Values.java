package dev.dragoman.store.dynamo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values as attributes: numbers keep every digit (DynamoDB has 38 of them). */
final class Values {
  /** Seconds since 1970 after which DynamoDB deletes an item, some hours late. */
  static final String TTL = "ttl";

  private Values() {}

  static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  static AttributeValue number(BigDecimal number) {
    return AttributeValue.fromN(number.toPlainString());
  }

  static AttributeValue seconds(Instant moment) {
    return number(moment.getEpochSecond());
  }

  static AttributeValue millis(Instant moment) {
    return number(moment.toEpochMilli());
  }

  /** A text that each such item has. */
  static String text(Map<String, AttributeValue> item, String name) {
    String text = textOrNull(item, name);
    if (text == null) {
      throw new IllegalStateException("an item has no " + name);
    }
    return text;
  }

  static @Nullable String textOrNull(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  /** Bytes that each such item has. */
  static byte[] bytes(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item has no " + name);
    }
    return value.b().asByteArray();
  }

  /** Zero where it is absent: what was never added to is not there. */
  static BigDecimal amount(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? BigDecimal.ZERO : new BigDecimal(value.n());
  }

  static long count(Map<String, AttributeValue> item, String name) {
    return amount(item, name).longValueExact();
  }

  static @Nullable Instant momentOrNull(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : Instant.ofEpochMilli(Long.parseLong(value.n()));
  }
}
