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

  /** Counter: tokens by key and team, of at most {@link AccountMetrics#MOST_KEYS} keys. */
  static final String KEY_TOKENS = "dragoman.gateway.key.tokens";

  /** Counter, in the tagged currency: what the charged attempts cost, by key and team. */
  static final String KEY_COST = "dragoman.gateway.key.cost";

  /** Counter: thresholds of budgets that were reached. */
  static final String BUDGET_ALERTS = "dragoman.gateway.budget.alerts";

  /** Gauge, 0 to 1, and above for budgets that only warn: what of a budget is spent. */
  static final String BUDGET_SPENT = "dragoman.gateway.budget.spent";

  /** Gauge, seconds: length of a budget's window, 0 for one without end. */
  static final String BUDGET_PERIOD = "dragoman.gateway.budget.period";

  /** Gauge, tokens: what a budget has left. */
  static final String BUDGET_REMAINING = "dragoman.gateway.budget.remaining";

  /** Gauge, in the tagged currency: what a budget has left. */
  static final String BUDGET_REMAINING_COST = "dragoman.gateway.budget.remaining.cost";

  /** Counter: requests that a limit or a budget refused. */
  static final String LIMITED = "dragoman.gateway.limited.requests";

  /** Counter: attempts that failed and were followed by another one. */
  static final String FAILOVERS = "dragoman.gateway.failovers";

  /** Gauge: answers that are being streamed. */
  static final String OPEN_STREAMS = "dragoman.gateway.open.streams";

  /** Counter: streams that ended with an error after they had begun. */
  static final String BROKEN_STREAMS = "dragoman.gateway.broken.streams";

  /** Counter: look-ups of keys in the store, by outcome. */
  static final String KEY_LOOKUPS = "dragoman.gateway.key.lookups";

  /** Gauge, 0 or 1: whether the store that the configuration names is open. */
  static final String STORE_OPEN = "dragoman.gateway.store.open";

  /** Counter: answers that were read on after their client had left, by how that ended. */
  static final String DRAINS = "dragoman.gateway.drains";

  /** Counter: records of usage of which only the totals were kept. */
  static final String DROPPED_RECORDS = "dragoman.gateway.dropped.records";

  /** Gauge, bytes: usage on the disk that waits for the store. */
  static final String USAGE_JOURNAL = "dragoman.gateway.usage.journal";

  /** Counter: look-ups of thoughts in the store, by outcome. */
  static final String THOUGHT_LOOKUPS = "dragoman.gateway.thought.lookups";

  /** Counter: calls whose thoughts the store did not get. */
  static final String LOST_THOUGHTS = "dragoman.gateway.lost.thoughts";

  /** Counter: answers that the store did not get though clients asked for it. */
  static final String LOST_RESPONSES = "dragoman.gateway.lost.responses";

  static final String TEAM = "team";
  static final String KEY = "key";
  static final String SUBJECT = "subject";
  static final String BOUND = "bound";
  static final String NAME = "name";
  static final String BUDGET = "budget";
  static final String MEASURE = "measure";
  static final String PERCENT = "percent";
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

  /** Value of a tag that has as many values as it may have already. */
  static final String OTHER = "other";

  private MetricNames() {}
}
