package dev.dragoman.gateway.upstream.simulated;

import org.jspecify.annotations.Nullable;

/** Failures on demand, chosen by the name of the model. */
enum SimulatedFailure {
  NONE(""),
  /** The HTTP statuses of providers, with bodies as OpenAI sends them. */
  STATUS_400("sim-400"),
  STATUS_401("sim-401"),
  STATUS_429("sim-429"),
  STATUS_500("sim-500"),
  /** The connection ends in the middle of the answer without a terminal event. */
  DROP_MIDSTREAM("sim-drop-midstream"),
  /** An error object in the middle of the answer. */
  ERROR_MIDSTREAM("sim-error-midstream"),
  /** A second of silence before the first token. */
  SLOW("sim-slow"),
  /** Silence for ever. */
  HANG("sim-hang");

  private final String model;

  SimulatedFailure(String model) {
    this.model = model;
  }

  static SimulatedFailure of(String model) {
    for (SimulatedFailure failure : values()) {
      if (failure.model.equals(model)) {
        return failure;
      }
    }
    return NONE;
  }

  /** The HTTP status of the failure, null when the answer begins as a success. */
  @Nullable Integer status() {
    return switch (this) {
      case STATUS_400 -> 400;
      case STATUS_401 -> 401;
      case STATUS_429 -> 429;
      case STATUS_500 -> 500;
      case NONE, DROP_MIDSTREAM, ERROR_MIDSTREAM, SLOW, HANG -> null;
    };
  }
}
