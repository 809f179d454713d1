package dev.dragoman.gateway.config;

import dev.dragoman.contract.ModelEntry;
import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.Map;

/** What models take: by the table of families, over it what their provider says of them. */
final class ModelTargets {
  private ModelTargets() {}

  /**
   * The target that {@code model} is.
   *
   * @param stated what the provider says of its models, by name
   */
  static Target of(
      ProtocolId protocol, Dialect dialect, Map<String, ModelEntry> stated, String model) {
    Capabilities table = Families.load().of(protocol, dialect, model);
    ModelEntry said = stated.get(model);
    return new Target(model, said == null ? table : StatedCapabilities.over(table, said), dialect);
  }
}
