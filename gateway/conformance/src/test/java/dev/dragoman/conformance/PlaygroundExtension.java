package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Playground} of the run, with empty scripts. The engine closes it with
 * its root store. A fault that the gateway reports about itself fails the test that it falls into.
 */
final class PlaygroundExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  @Override
  public void beforeEach(ExtensionContext context) {
    of(context).reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(of(context).newAlarms()).as("what the gateway printed meanwhile").isEmpty();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Playground.class;
  }

  @Override
  public Playground resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  private static Playground of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(PlaygroundExtension.class))
        .computeIfAbsent(Playground.class, _ -> Playground.open(), Playground.class);
  }
}
