package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.protocol.model.ErrorKind;

/**
 * An attempt that another one followed.
 *
 * @param kind how it failed
 */
public record Abandoned(AttemptMeter meter, ErrorKind kind) {
  public PlannedTarget target() {
    return meter.target();
  }
}
