package dev.dragoman.benchmarks;

/**
 * Where the fast upstream, or the bare proxy before it, is reached. The path says whether the
 * answer is whole or a stream, because the upstream reads no body.
 */
record UpstreamAddress(int port, Workload workload) {
  private static final String STREAMS = "/stream";

  String openAi() {
    return at(workload.prefix() + "/v1");
  }

  String openAiStream() {
    return at(STREAMS + "/v1");
  }

  String anthropic() {
    return at(workload.prefix());
  }

  String anthropicStream() {
    return at(STREAMS);
  }

  /** URL of whole answers for a client of {@code wire}. */
  String whole(Wire wire) {
    return at(workload.prefix() + wire.path());
  }

  /** URL of streams for a client of {@code wire}. */
  String stream(Wire wire) {
    return at(STREAMS + wire.path());
  }

  private String at(String path) {
    return "http://127.0.0.1:" + port + path;
  }
}
