package dev.dragoman.standalone;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyText;
import dev.dragoman.standalone.directory.Findings;
import java.util.SortedMap;

/** What {@code run} says, in the form that was asked for. */
interface Console {
  /** A line worth knowing. */
  void notice(String line);

  /** Keys that were made now, by name. Said once: their texts are kept nowhere. */
  void keys(SortedMap<String, KeyText> fresh);

  /** What is wrong with a directory, as far as it was not said of {@code before}. */
  void findings(Findings before, Findings now);

  void serving(StartedGateway gateway);

  /** A configuration is in force in place of another. */
  void applied(GatewayConfig config);
}
