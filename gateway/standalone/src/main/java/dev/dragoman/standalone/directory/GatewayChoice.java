package dev.dragoman.standalone.directory;

import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.yaml.Nearest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The gateway that this process is.
 *
 * @param chosen one of the directory, null for the implicit one
 */
record GatewayChoice(@Nullable ObjectName chosen) {
  private static final String OPTION = "--gateway: ";

  /**
   * Chooses.
   *
   * @param wanted {@code name} or {@code namespace/name}; null when the person named none
   * @throws StartRefused when the choice is not clear
   */
  static GatewayChoice of(Inventory inventory, @Nullable String wanted) {
    List<ObjectName> known =
        inventory.objects().keySet().stream()
            .filter(key -> key.kind().equals(Kind.LlmGateway.name()))
            .map(ManifestKey::name)
            .sorted()
            .toList();
    for (ManifestKey refused : inventory.gatewaysRefused()) {
      if (wanted == null ? known.isEmpty() : isCalled(refused.name(), wanted)) {
        throw StartRefused.misconfigured(
            refused + " is refused, see above; mend it, for it says what this process may do");
      }
    }
    List<ObjectName> fitting =
        known.stream().filter(name -> wanted == null || isCalled(name, wanted)).toList();
    if (fitting.size() > 1) {
      throw StartRefused.misconfigured(
          OPTION + "the directory holds several LlmGateways; choose one of " + described(known));
    }
    if (fitting.isEmpty() && wanted != null) {
      throw StartRefused.misconfigured(OPTION + unknown(wanted, known));
    }
    return new GatewayChoice(fitting.isEmpty() ? null : fitting.getFirst());
  }

  private static boolean isCalled(ObjectName name, @Nullable String wanted) {
    return name.name().equals(wanted) || name.toString().equals(wanted);
  }

  private static String unknown(String wanted, List<ObjectName> known) {
    if (known.isEmpty()) {
      return "the directory holds no LlmGateway; leave the option out";
    }
    List<String> names = known.stream().map(ObjectName::name).toList();
    return "there is no LlmGateway of this name"
        + Nearest.hint(wanted, names)
        + "; known: "
        + described(known);
  }

  private static String described(List<ObjectName> names) {
    return names.stream().map(ObjectName::toString).collect(Collectors.joining(", "));
  }
}
