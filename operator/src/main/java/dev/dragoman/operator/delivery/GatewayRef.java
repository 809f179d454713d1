package dev.dragoman.operator.delivery;

/**
 * One LlmGateway as delivery knows it. A gateway that was deleted and made again under its name is
 * another one.
 *
 * @param uid makes what is written an owned object of exactly this gateway
 */
public record GatewayRef(String namespace, String name, String uid) {
  /** The kind that owns what is written. */
  static final String KIND = "LlmGateway";

  static final String API_VERSION = "dragoman.dev/v1alpha1";

  /** Names of the objects that belong to it. */
  public ChildNames children() {
    return new ChildNames(name);
  }

  /** For people and logs. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
