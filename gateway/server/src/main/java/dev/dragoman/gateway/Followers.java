package dev.dragoman.gateway;

import dev.dragoman.gateway.alert.Alerts;
import dev.dragoman.gateway.config.ApplyListener;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.gateway.telemetry.ConfigTelemetry;
import java.time.Duration;

/**
 * What follows a configuration. The store goes ahead of it: no request meets a configuration whose
 * keys lie in a store that is not used yet.
 */
record Followers(LiveStore store, Alerts alerts, ConfigTelemetry telemetry)
    implements ApplyListener {
  @Override
  public void applying(Configuration next) {
    store.follow(next.config().gateway());
  }

  @Override
  public void offered(Configuration configuration, ApplyOutcome outcome, Duration took) {
    if (outcome instanceof ApplyOutcome.Applied) {
      alerts.follow(configuration);
    }
    telemetry.offered(configuration, outcome, took);
  }
}
