package dev.dragoman.store.dynamo;

import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The item of a window.
 *
 * <pre>
 * committed, expired, cost                      numbers
 * requests, input, output, cached, limited      numbers
 * h#holder                                      [sequence, held]
 * m#mark                                        token of the call that set it
 * expiredBy                                     token of the call that ended a hold last
 * ttl                                              when it may go
 * </pre>
 */
final class WindowItems {
  /** Stands for the attribute of the hold. */
  static final String HOLD = "#hold";

  static final String SEQUENCE = HOLD + "[0]";

  private static final String HOLD_PREFIX = "h#";
  private static final String MARK_PREFIX = "m#";

  private WindowItems() {}

  static String hold(String holder) {
    return HOLD_PREFIX + holder;
  }

  static String mark(String mark) {
    return MARK_PREFIX + mark;
  }

  static WindowState state(WindowId id, Map<String, AttributeValue> item) {
    List<Hold> holds = new ArrayList<>();
    item.forEach((name, value) -> {
      if (name.startsWith(HOLD_PREFIX)) {
        List<AttributeValue> hold = value.l();
        holds.add(
            new Hold(
                name.substring(HOLD_PREFIX.length()),
                Long.parseLong(hold.get(0).n()),
                new BigDecimal(hold.get(1).n())));
      }
    });
    return new WindowState(
        id, Values.amount(item, "committed"), holds, Values.amount(item, "expired"), tally(item));
  }

  static Tally tally(Map<String, AttributeValue> item) {
    return new Tally(
        Values.count(item, "requests"),
        Values.count(item, "input"),
        Values.count(item, "output"),
        Values.count(item, "cached"),
        Values.count(item, "limited"),
        Values.amount(item, "cost"));
  }

  /** The attributes of a tally; none for what is zero. */
  static Map<String, AttributeValue> attributes(Tally tally) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    put(attributes, "requests", BigDecimal.valueOf(tally.requests()));
    put(attributes, "input", BigDecimal.valueOf(tally.inputTokens()));
    put(attributes, "output", BigDecimal.valueOf(tally.outputTokens()));
    put(attributes, "cached", BigDecimal.valueOf(tally.cachedTokens()));
    put(attributes, "limited", BigDecimal.valueOf(tally.limited()));
    put(attributes, "cost", tally.cost());
    return attributes;
  }

  /** A step, and the condition under which it may be made. */
  static UpdateItemRequest.Builder step(WindowChange change) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    names.put(HOLD, hold(change.holder()));
    values.put(
        ":hold",
        AttributeValue.fromL(
            List.of(Values.number(change.sequence()), Values.number(change.held()))));
    return UpdateItemRequest.builder()
        .updateExpression(expression(change, names, values))
        .conditionExpression(order(change, values) + room(change, values))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values);
  }

  private static String expression(
      WindowChange change, Map<String, String> names, Map<String, AttributeValue> values) {
    names.put("#ttl", Values.TTL);
    Instant until = change.until();
    String set = "SET " + HOLD + " = :hold";
    if (until == null) {
      set += " REMOVE #ttl";
    } else {
      set += ", #ttl = :ttl";
      values.put(":ttl", Values.seconds(until));
    }
    Map<String, AttributeValue> added = attributes(change.spent());
    put(added, "committed", change.committed());
    List<String> additions = new ArrayList<>();
    added.forEach((name, value) -> {
      names.put("#" + name, name);
      values.put(":" + name, value);
      additions.add("#" + name + " :" + name);
    });
    return additions.isEmpty() ? set : set + " ADD " + String.join(", ", additions);
  }

  private static String order(WindowChange change, Map<String, AttributeValue> values) {
    if (change.sequence() == 1) {
      return "attribute_not_exists(" + HOLD + ")";
    }
    values.put(":previous", Values.number(change.sequence() - 1));
    return SEQUENCE + " = :previous";
  }

  private static String room(WindowChange change, Map<String, AttributeValue> values) {
    BigDecimal max = change.max();
    if (max == null) {
      return "";
    }
    BigDecimal room = max.subtract(change.committed());
    values.put(":room", Values.number(room));
    String fits = "committed <= :room";
    return room.signum() < 0
        ? " AND " + fits
        : " AND (attribute_not_exists(committed) OR " + fits + ")";
  }

  private static void put(Map<String, AttributeValue> attributes, String name, BigDecimal amount) {
    if (amount.signum() != 0) {
      attributes.put(name, Values.number(amount));
    }
  }
}
