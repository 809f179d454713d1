package dev.dragoman.gateway;

import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.ScriptedUpstream;
import java.util.List;

/** Three upstreams, each a provider of both protocols, and a fourth that nothing listens at. */
final class ThreeUpstreams implements AutoCloseable {
  final ScriptedUpstream first = ScriptedUpstream.start();
  final ScriptedUpstream second = ScriptedUpstream.start();
  final ScriptedUpstream third = ScriptedUpstream.start();
  private final ScriptedUpstream closed = ScriptedUpstream.start();

  /** A gateway with the providers {@code pass-1}, {@code convert-1}, … and {@code closed}. */
  TestGateway.Builder providers() {
    TestGateway.Builder gateway = TestGateway.serving();
    int number = 1;
    for (ScriptedUpstream upstream : List.of(first, second, third)) {
      String url = upstream.url().toString();
      gateway
          .provider("pass-" + number, ProtocolName.AnthropicMessages, url, "s")
          .provider("convert-" + number, ProtocolName.OpenAIChat, url + "/v1", "s");
      number++;
    }
    closed.close();
    return gateway.provider("closed", ProtocolName.OpenAIChat, closed.url() + "/v1", "s");
  }

  void reset() {
    first.reset();
    second.reset();
    third.reset();
  }

  @Override
  public void close() {
    first.close();
    second.close();
    third.close();
  }
}
