package dev.dragoman.gateway.telemetry;

/** Names and tags of the gateway's metrics. */
final class MetricNames {
  /** Timer: from the received request to the last byte of its reply. */
  static final String REQUESTS = "dragoman.gateway.requests";

  /** Timer: from the received request to the upstream's first bytes. */
  static final String FIRST_EVENT = "dragoman.gateway.first.event";

  /** Timer: time that the gateway added by its own work. */
  static final String OWN_TIME = "dragoman.gateway.own.time";

  /** Counter: tokens, as upstreams reported them. */
  static final String TOKENS = "dragoman.gateway.tokens";

  /** Gauge: generation of the configuration in force. */
  static final String CONFIG_GENERATION = "dragoman.gateway.config.generation";

  /** Gauge, seconds: since the configuration in force was applied. */
  static final String CONFIG_AGE = "dragoman.gateway.config.age";

  /** Timer: from a configuration that is offered to the one in force. */
  static final String CONFIG_APPLY = "dragoman.gateway.config.apply";

  /** Counter: configurations that were offered, by outcome. */
  static final String CONFIG_RELOADS = "dragoman.gateway.config.reloads";

  /** Gauge, 0 or 1: whether the configuration in force is of the tagged origin. */
  static final String CONFIG_SOURCE = "dragoman.gateway.config.source";

  /** Gauge, 0 or 1: whether the operator's stream is connected. */
  static final String CONFIG_STREAM_CONNECTED = "dragoman.gateway.config.stream.connected";

  /** Gauge, 0 or 1: whether the pod's own copy cannot be written. */
  static final String CONFIG_COPY_FAILING = "dragoman.gateway.config.copy.failing";

  /** Counter: calls of upstreams, also those that another one followed. */
  static final String ATTEMPTS = "dragoman.gateway.attempts";

  /** Counter: fields of requests that their target could not carry, by what their loss means. */
  static final String LOSSES = "dragoman.gateway.losses";

  /** Counter: addresses of media, by outcome: success, or what kept them from being fetched. */
  static final String MEDIA_ADDRESSES = "dragoman.gateway.media.addresses";

  /** Counter, bytes: size of the media that were fetched. */
  static final String MEDIA_BYTES = "dragoman.gateway.media";

  /** Timer: to fetch all media of a request. */
  static final String MEDIA_FETCH = "dragoman.gateway.media.fetch";

  /** Counter, in the tagged currency: what the charged attempts cost. */
  static final String COST = "dragoman.gateway.cost";

  /** Counter: answers that were read on after their client had left, by how that ended. */
  static final String DRAINS = "dragoman.gateway.drains";

  /** Counter: records of usage of which only the totals were kept. */
  static final String USAGE_DROPPED = "dragoman.gateway.usage.dropped";

  /** Gauge, bytes: usage on the disk that waits for the store. */
  static final String USAGE_JOURNAL = "dragoman.gateway.usage.journal";

  /** Counter: look-ups of thoughts in the store, by outcome. */
  static final String THOUGHT_LOOKUPS = "dragoman.gateway.thought.lookups";

  /** Counter: calls whose thoughts the store did not get. */
  static final String THOUGHTS_LOST = "dragoman.gateway.thoughts.lost";

  static final String TEAM = "team";
  static final String CURRENCY = "currency";
  static final String PROTOCOL = "protocol";
  static final String PROVIDER = "provider";
  static final String MODEL = "model";
  static final String OUTCOME = "outcome";
  static final String STREAM = "stream";
  static final String TYPE = "type";
  static final String LOSS = "loss";
  static final String SOURCE = "source";

  /** Value of a tag whose true value is not configured: names from requests have no bound. */
  static final String UNKNOWN = "unknown";

  private MetricNames() {}
}
