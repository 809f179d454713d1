package dev.dragoman.protocol.codec;

/**
 * Where an encoded request goes.
 *
 * @param model the upstream's name of the model
 * @param capabilities what it takes
 * @param dialect how its server deviates from the protocol beside that
 */
public record Target(String model, Capabilities capabilities, Dialect dialect) {
  /** A target whose server speaks the protocol as its owner does. */
  public Target(String model, Capabilities capabilities) {
    this(model, capabilities, Dialect.STANDARD);
  }

  /** Where below the base URL a call goes that goes to {@code usual} in the owner's own form. */
  public String path(String usual) {
    return dialect.path(usual, model);
  }
}
