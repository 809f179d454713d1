package dev.dragoman.conformance;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Playground} of the run, with empty scripts. The engine closes it with
 * its root store.
 */
final class PlaygroundExtension implements BeforeEachCallback, ParameterResolver {
  @Override
  public void beforeEach(ExtensionContext context) {
    of(context).reset();
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
