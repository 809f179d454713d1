package dev.dragoman.store.window;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A holder's next step in a window. Applied exactly once, however often it is sent: a holder
 * numbers its steps and has at most one under way.
 *
 * @param holder a process, from its start to its end
 * @param sequence 1 for the holder's first step in this window, then one more each time
 * @param committed what is added to the window's committed amount; negative gives back
 * @param held what the holder has committed and not spent, after this step
 * @param max what the committed amount must not exceed after this step, null where it may
 * @param spent what was counted since the holder's last step
 * @param until when the window's item may be forgotten, null for never
 */
public record WindowChange(
    WindowId id,
    String holder,
    long sequence,
    BigDecimal committed,
    BigDecimal held,
    @Nullable BigDecimal max,
    Tally spent,
    @Nullable Instant until) {
  public WindowChange {
    if (sequence < 1) {
      throw new IllegalArgumentException("a holder's first step has sequence 1");
    }
    committed = Amounts.plain(committed);
    held = Amounts.plain(held);
    max = max == null ? null : Amounts.plain(max);
  }
}
