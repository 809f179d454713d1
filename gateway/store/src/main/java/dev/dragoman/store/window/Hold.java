package dev.dragoman.store.window;

import java.math.BigDecimal;

/**
 * What one holder holds of a window.
 *
 * @param sequence of the holder's last step; one that does not change for long is a dead holder's
 */
public record Hold(String holder, long sequence, BigDecimal held) {
  public Hold {
    held = Amounts.plain(held);
  }
}
