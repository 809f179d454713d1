package dev.dragoman.operator.delivery;

import java.util.Map;

/** Which pods serve. */
@FunctionalInterface
public interface ReadyPods {
  /** Names of the gateway's Ready pods by uid. */
  Map<String, String> of(GatewayRef gateway);
}
