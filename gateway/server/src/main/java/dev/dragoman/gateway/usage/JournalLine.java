package dev.dragoman.gateway.usage;

import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageTotals;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal: a JSON object and a line feed.
 *
 * @param base what its process had counted before the journal began, null for another line
 * @param record what could not be written, null for another line
 * @param last whether the record is the last charged one of its request
 */
record JournalLine(@Nullable UsageTotals base, @Nullable UsageRecord record, boolean last) {
  static JournalLine of(UsageTotals base) {
    return new JournalLine(base, null, false);
  }

  static JournalLine of(UsageRecord record, boolean last) {
    return new JournalLine(null, record, last);
  }

  byte[] bytes() {
    byte[] json = ContractJson.write(this);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  /** The line that these bytes are, null for damage. */
  static @Nullable JournalLine read(byte[] json) {
    try {
      return ContractJson.read(json, JournalLine.class);
    } catch (ContractException damage) {
      return null;
    }
  }
}
