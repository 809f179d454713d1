package dev.dragoman.gateway.telemetry;

/** Keys of structured log lines. */
final class LogKeys {
  static final String REQUEST_ID = "requestId";
  static final String KEY_ID = "keyId";
  static final String PROTOCOL = "protocol";
  static final String ROUTE = "route";
  static final String PROVIDER = "provider";
  static final String MODEL = "model";
  static final String ATTEMPTS = "attempts";
  static final String ABANDONED = "abandoned";
  static final String STREAM = "stream";
  static final String PASS_THROUGH = "passThrough";
  static final String STATUS_CODE = "statusCode";
  static final String KIND = "kind";
  static final String STOP = "stop";
  static final String INPUT_TOKENS = "inputTokens";
  static final String OUTPUT_TOKENS = "outputTokens";
  static final String CAUSE = "cause";
  static final String DROPPED = "dropped";
  static final String DURATION_MS = "durationMs";
  static final String FIRST_EVENT_MS = "firstEventMs";
  static final String OWN_MICROS = "ownMicros";
  static final String GENERATION = "generation";
  static final String IN_FORCE = "inForce";
  static final String PROVIDERS = "providers";
  static final String ROUTES = "routes";
  static final String KEYS = "keys";
  static final String PROBLEMS = "problems";
  static final String REASON = "reason";
  static final String ORIGIN = "origin";
  static final String ADDRESS = "address";
  static final String EPOCH = "epoch";
  static final String REVISION = "revision";
  static final String DENIED_KEYS = "deniedKeys";
  static final String DENIED_OBJECTS = "deniedObjects";
  static final String WITHDRAWN = "withdrawn";
  static final String WHO = "who";
  static final String OPERATION = "operation";
  static final String KEY = "key";

  private LogKeys() {}
}
