package dev.dragoman.benchmarks;

/**
 * One row of the table: a program and what is asked of it.
 *
 * @param whole request whose answer is whole
 * @param stream request whose answer is a stream
 */
record Contender(String name, RunningProgram program, ClientCall whole, ClientCall stream) {

  /** An upstream, or a proxy that changes nothing, asked as its own clients ask it. */
  static Contender direct(String name, RunningProgram program, Workload workload) {
    UpstreamAddress address = new UpstreamAddress(program.port(), workload);
    Wire wire = Wire.OPENAI;
    return new Contender(
        name,
        program,
        ClientCall.of(wire, address.whole(wire), "", workload.body(wire, "fast")),
        ClientCall.of(wire, address.stream(wire), "", wire.body("fast", true)));
  }

  /** A gateway, asked by a client of {@code wire} for the models of one upstream. */
  static Contender gateway(
      String name,
      RunningProgram program,
      Workload workload,
      Wire wire,
      String wholeModel,
      String streamModel) {
    String url = "http://127.0.0.1:" + program.port() + wire.path();
    String key = GatewayDirectory.KEY;
    return new Contender(
        name,
        program,
        ClientCall.of(wire, url, key, workload.body(wire, wholeModel)),
        ClientCall.of(wire, url, key, wire.body(streamModel, true)));
  }
}
