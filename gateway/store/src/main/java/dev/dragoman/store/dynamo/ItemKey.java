package dev.dragoman.store.dynamo;

import dev.dragoman.store.response.ResponseId;
import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.WindowId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an item of the usage table lies. A window is a partition of its own, so that no bound of a
 * key takes the write units of another; records lie by key, in several partitions in the order of
 * time; totals lie by day.
 */
record ItemKey(String partition, String sort) {
  static final String PARTITION = "pk";
  static final String SORT = "sk";

  /** Of the records of a key, for a partition takes 1,000 of them a second. */
  static final int RECORD_PARTITIONS = 8;

  static ItemKey of(WindowId id) {
    return new ItemKey(
        path("window", id.scope(), id.subject(), id.bound(), id.start().toString()), "-");
  }

  static ItemKey of(ThoughtId id) {
    return new ItemKey(path("thought", id.scope(), id.tenant(), id.callId()), "-");
  }

  /** A part of an answer; the first one has number 0. */
  static ItemKey of(ResponseId id, int part) {
    return new ItemKey(path("response", id.scope(), id.tenant(), id.id()), Integer.toString(part));
  }

  static ItemKey of(UsageRecord record) {
    return new ItemKey(
        records(
            record.scope(),
            record.labels().subject(),
            Math.floorMod(record.requestId().hashCode(), RECORD_PARTITIONS)),
        path(
            "%015d".formatted(record.at().toEpochMilli()),
            record.requestId(),
            Integer.toString(record.attempt())));
  }

  static ItemKey of(UsageTotals totals) {
    UsageLabels labels = totals.labels();
    return new ItemKey(
        totals(totals.scope(), totals.day()),
        ofSubject(labels.subject())
            + path(digest(labels + "/" + totals.currency()), totals.holder()));
  }

  /**
   * A partition of records.
   *
   * @param number which of a key's partitions
   */
  static String records(String scope, String subject, int number) {
    return path("records", scope, subject, Integer.toString(number));
  }

  static String totals(String scope, LocalDate day) {
    return path("totals", scope, day.toString());
  }

  /** How the sort keys of a key's totals begin. */
  static String ofSubject(String subject) {
    return path(subject, "");
  }

  Map<String, AttributeValue> attributes() {
    return Map.of(PARTITION, Values.text(partition), SORT, Values.text(sort));
  }

  /** Parts that no other parts give. */
  private static String path(String... parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      if (!path.isEmpty()) {
        path.append('#');
      }
      path.append(part.replace("%", "%25").replace("#", "%23"));
    }
    return path.toString();
  }

  /** Short, for a sort key has 1,024 bytes. */
  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
