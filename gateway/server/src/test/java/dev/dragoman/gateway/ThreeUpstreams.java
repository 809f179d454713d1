package dev.dragoman.gateway;

import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.RefusingPort;
import dev.dragoman.testkit.ScriptedUpstream;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Three upstreams, each a provider of both protocols, and a fourth that nothing listens at. All
 * tests of a class share them; each begins without scripts.
 */
final class ThreeUpstreams implements BeforeEachCallback, AfterAllCallback {
  final ScriptedUpstream first = ScriptedUpstream.start();
  final ScriptedUpstream second = ScriptedUpstream.start();
  final ScriptedUpstream third = ScriptedUpstream.start();
  private final RefusingPort closed = RefusingPort.take();

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
    return gateway.provider("closed", ProtocolName.OpenAIChat, closed.url() + "/v1", "s");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    first.reset();
    second.reset();
    third.reset();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    first.close();
    second.close();
    third.close();
    closed.close();
  }
}
