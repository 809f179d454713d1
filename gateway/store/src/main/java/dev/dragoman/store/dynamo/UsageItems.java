package dev.dragoman.store.dynamo;

import static dev.dragoman.store.usage.UsageStore.RECORDS_KEPT;
import static dev.dragoman.store.usage.UsageStore.TOTALS_KEPT;

import dev.dragoman.contract.Money;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageRecord.Basis;
import dev.dragoman.store.usage.UsageTotals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of records and totals. */
final class UsageItems {
  private UsageItems() {}

  static Map<String, AttributeValue> of(UsageRecord record) {
    TokenUsage tokens = record.tokens();
    Map<String, AttributeValue> item = new HashMap<>(ItemKey.of(record).attributes());
    put(item, record.labels());
    item.put("scope", Values.text(record.scope()));
    item.put("request", Values.text(record.requestId()));
    item.put("attempt", Values.number(record.attempt()));
    item.put("at", Values.millis(record.at()));
    item.put("input", Values.number(tokens.input()));
    item.put("cacheRead", Values.number(tokens.cacheRead()));
    item.put("cacheWrite", Values.number(tokens.cacheWrite()));
    item.put("cacheWrite1h", Values.number(tokens.cacheWrite1h()));
    item.put("output", Values.number(tokens.output()));
    item.put("reasoning", Values.number(tokens.reasoning()));
    item.put("audioInput", Values.number(tokens.audioInput()));
    item.put("audioOutput", Values.number(tokens.audioOutput()));
    item.put("basis", Values.text(record.basis().name()));
    item.put("outcome", Values.text(record.outcome()));
    Money cost = record.cost();
    if (cost != null) {
      item.put("cost", Values.number(cost.amount()));
      item.put("currency", Values.text(cost.currency()));
    }
    item.put(Values.TTL, Values.seconds(record.at().plus(RECORDS_KEPT)));
    return item;
  }

  static UsageRecord record(Map<String, AttributeValue> item) {
    String currency = Values.textOrNull(item, "currency");
    return new UsageRecord(
        Values.text(item, "scope"),
        Values.text(item, "request"),
        Math.toIntExact(Values.count(item, "attempt")),
        Objects.requireNonNull(Values.momentOrNull(item, "at")),
        labels(item),
        new TokenUsage(
            Values.count(item, "input"),
            Values.count(item, "cacheRead"),
            Values.count(item, "cacheWrite"),
            Values.count(item, "cacheWrite1h"),
            Values.count(item, "output"),
            Values.count(item, "reasoning"),
            Values.count(item, "audioInput"),
            Values.count(item, "audioOutput")),
        currency == null ? null : new Money(Values.amount(item, "cost"), currency),
        Basis.valueOf(Values.text(item, "basis")),
        Values.text(item, "outcome"));
  }

  static Map<String, AttributeValue> of(UsageTotals totals) {
    Map<String, AttributeValue> item = new HashMap<>(ItemKey.of(totals).attributes());
    put(item, totals.labels());
    item.putAll(WindowItems.attributes(totals.tally()));
    item.put("scope", Values.text(totals.scope()));
    item.put("day", Values.text(totals.day().toString()));
    item.put("holder", Values.text(totals.holder()));
    put(item, "currency", totals.currency());
    Instant end = totals.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    item.put(Values.TTL, Values.seconds(end.plus(TOTALS_KEPT)));
    return item;
  }

  static UsageTotals totals(Map<String, AttributeValue> item) {
    return new UsageTotals(
        Values.text(item, "scope"),
        LocalDate.parse(Values.text(item, "day")),
        labels(item),
        Values.text(item, "holder"),
        WindowItems.tally(item),
        Values.textOrNull(item, "currency"));
  }

  private static void put(Map<String, AttributeValue> item, UsageLabels labels) {
    item.put("subject", Values.text(labels.subject()));
    item.put("keyId", Values.text(labels.keyId()));
    item.put("keyName", Values.text(labels.keyName()));
    put(item, "team", labels.team());
    item.put("route", Values.text(labels.route()));
    item.put("provider", Values.text(labels.provider()));
    item.put("model", Values.text(labels.model()));
  }

  private static UsageLabels labels(Map<String, AttributeValue> item) {
    return new UsageLabels(
        Values.text(item, "subject"),
        Values.text(item, "keyId"),
        Values.text(item, "keyName"),
        Values.textOrNull(item, "team"),
        Values.text(item, "route"),
        Values.text(item, "provider"),
        Values.text(item, "model"));
  }

  private static void put(Map<String, AttributeValue> item, String name, @Nullable String text) {
    if (text != null) {
      item.put(name, Values.text(text));
    }
  }
}
