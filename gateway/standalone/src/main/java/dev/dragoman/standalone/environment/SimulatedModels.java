package dev.dragoman.standalone.environment;

import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.SimulatedEntry;
import java.util.List;

/** What is served when there is no account anywhere. */
final class SimulatedModels {
  static final ProviderEntry PROVIDER =
      ProviderEntry.simulated("simulated", SimulatedEntry.DEFAULT);

  /**
   * The first is the one to ask. The last two are no simulated names of their own: coding agents
   * send them, so that one can be pointed at a gateway that has no account yet.
   */
  static final List<String> NAMES =
      List.of(
          "simulated",
          "sim-400",
          "sim-401",
          "sim-429",
          "sim-500",
          "sim-drop-midstream",
          "sim-error-midstream",
          "sim-slow",
          "sim-hang",
          "claude-sonnet-4-5",
          "gpt-4o");

  private SimulatedModels() {}

  static String notice(List<Vendor> vendors) {
    List<String> variables = vendors.stream().map(Vendor::keyVariable).toList();
    return "no credential found: the Simulated provider answers, no model does; set "
        + String.join(" or ", variables)
        + " for a real one";
  }
}
