package dev.dragoman.gateway;

import dev.dragoman.testkit.ScriptedUpstream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An upstream that all tests of a class share; each begins without scripts. */
final class SharedUpstream implements BeforeEachCallback, AfterAllCallback {
  final ScriptedUpstream server = ScriptedUpstream.start();

  @Override
  public void beforeEach(ExtensionContext context) {
    server.reset();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.close();
  }
}
