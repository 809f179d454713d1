package dev.dragoman.gateway.admin;

import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.window.WindowState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies that are about keys. */
final class KeyAnswers {
  private KeyAnswers() {}

  /**
   * A page of keys in the order of their names.
   *
   * @param next what to ask for {@code after} next, null after the last page
   */
  record KeyList(List<KeyReport> keys, @Nullable String next) {
    KeyList {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A key with a text that was made now.
   *
   * @param text the only time that it is shown: its digest alone is kept
   */
  record KeyWithText(KeyReport key, String text) {
    /** Without the text. */
    @Override
    public String toString() {
      return "KeyWithText[" + key.keyId() + "]";
    }
  }

  /**
   * How a key is given another text.
   *
   * @param overlap how long the texts of now stay valid beside it; null for not at all
   */
  record Rotation(@Nullable Duration overlap) {
    private static final Duration LONGEST = Duration.ofDays(90);

    Rotation {
      if (overlap != null && (overlap.isNegative() || overlap.compareTo(LONGEST) > 0)) {
        throw new IllegalArgumentException("overlap must be from PT0S to P90D");
      }
    }
  }

  /** What is counted of a key at the moment: its windows as the store has them. */
  record WindowList(List<WindowState> windows) {
    WindowList {
      windows = List.copyOf(windows);
    }
  }

  /** The newest requests of a key, newest first. */
  record RecordList(List<UsageRecord> records) {
    RecordList {
      records = List.copyOf(records);
    }
  }
}
