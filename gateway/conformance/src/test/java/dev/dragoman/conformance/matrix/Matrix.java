package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.GoogleKey;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One gateway process with a scripted upstream of each kind, and an SDK of each client. */
final class Matrix implements AutoCloseable {
  private static final String KEY = "client-key-of-the-table-6bQ0vX7pRk2s";

  private final Map<Column, ScriptedUpstream> upstreams = new EnumMap<>(Column.class);
  private final Map<Client, Caller> callers = new EnumMap<>(Client.class);
  private final ScriptedUpstream google = GoogleKey.tokens(Column.TOKEN);
  private final GatewayProcess gateway;

  Matrix(Path home) throws InterruptedException {
    Manifests manifests =
        Manifests.in(home.resolve("manifests")).secret("tester", KEY).key("tester");
    for (Column column : Column.values()) {
      ScriptedUpstream upstream = ScriptedUpstream.start().guardedBy(column.guard());
      upstreams.put(column, upstream);
      column.write(manifests, upstream.url(), google.url());
    }
    gateway = GatewayCommand.run(home).with(manifests.directory().toString()).start();
    for (Client client : Client.values()) {
      callers.put(client, client.connect(gateway.clients(), KEY));
    }
  }

  /** What becomes of a feature between these two. */
  Cell cell(Feature feature, Client client, Column column) throws IOException {
    JsonNode asked = feature.ask().get(client);
    if (asked == null) {
      return new Cell.Absent(Cell.Side.CLIENT);
    }
    if (!feature.isSaid(column.wire())) {
      return new Cell.Absent(Cell.Side.UPSTREAM);
    }
    ScriptedUpstream upstream = Objects.requireNonNull(upstreams.get(column));
    upstream.reset();
    upstream.then(scenario(feature, column));
    JsonNode request =
        Features.merged(
            Features.JSON.readTree(client.question(column.model(feature.thinks()))), asked);
    Outcome outcome;
    try {
      outcome =
          Objects.requireNonNull(callers.get(client))
              .call(request, feature.headers(client), feature.stream());
    } catch (RuntimeException e) {
      return new Cell.Failed("the SDK throws " + e);
    }
    return judged(feature, client, column, outcome, upstream.exchanges());
  }

  private static Scenario scenario(Feature feature, Column column) throws IOException {
    Wire wire = column.wire();
    Feature.Failure error = feature.error();
    if (error != null) {
      Scenario.Answer answer = wire.error(error.status(), error.message());
      return error.retryAfter() == null
          ? answer
          : answer.with("retry-after", error.retryAfter().toString());
    }
    if (feature.stream()) {
      return feature.frames() == null
          ? column.stream(feature.thinks(), feature.said())
          : wire.frames(Objects.requireNonNull(feature.frames().get(wire)));
    }
    JsonNode whole = Features.JSON.readTree(column.whole(feature.thinks(), feature.said()));
    JsonNode patch = feature.answers() == null ? null : feature.answers().get(wire);
    return Scenario.json((patch == null ? whole : Features.merged(whole, patch)).toString());
  }

  private static Cell judged(
      Feature feature,
      Client client,
      Column column,
      Outcome outcome,
      List<ScriptedExchange> exchanges)
      throws IOException {
    if (exchanges.isEmpty()) {
      return outcome.isRefused()
          ? new Cell.Refused(outcome.message())
          : new Cell.Failed("the upstream was not called, and the client read " + outcome.read());
    }
    ScriptedExchange seen = exchanges.getLast();
    List<String> faults = new ArrayList<>(column.judge(seen).faults());
    if (outcome.isRefused() && feature.error() == null) {
      faults.add("the client got " + outcome.read());
    }
    Map<String, JsonNode> told = feature.isTold() ? feature.told(client, column) : Map.of();
    JsonNode body = Features.JSON.readTree(seen.body());
    if (told != null) {
      Expected.mismatches(told, body).forEach(fault -> faults.add("told: " + fault));
    } else if (outcome.warnings().isEmpty()) {
      faults.add("the upstream has no such thing, and nobody says that it was left out: " + body);
    }
    Expected.mismatches(feature.reads(client), outcome.read())
        .forEach(fault -> faults.add("read: " + fault));
    if (!faults.isEmpty()) {
      return new Cell.Failed(String.join("; ", faults));
    }
    return told == null
        ? new Cell.LeftOut(String.join("; ", outcome.warnings()))
        : new Cell.Passed();
  }

  @Override
  public void close() {
    callers.values().forEach(Caller::close);
    gateway.close();
    upstreams.values().forEach(ScriptedUpstream::close);
    google.close();
  }
}
