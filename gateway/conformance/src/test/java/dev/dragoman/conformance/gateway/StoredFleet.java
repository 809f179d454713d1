package dev.dragoman.conformance.gateway;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.local.DynamoLocal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Processes of one gateway that have nothing in common but two tables of a DynamoDB Local, made as
 * people make them. Closing it ends all of them, whatever has happened to each.
 */
public final class StoredFleet implements AutoCloseable {
  private final Path home;
  private final DynamoLocal dynamo = DynamoLocal.start();
  private final StoreEntry.DynamoDb tables = dynamo.freshTables();
  private final List<GatewayProcess> processes = new CopyOnWriteArrayList<>();
  private URI endpoint = dynamo.endpoint();
  private int started;

  private StoredFleet(Path home) {
    this.home = home;
  }

  /** Empty tables and no process yet, with everything on disk below {@code home}. */
  public static StoredFleet open(Path home) throws InterruptedException {
    StoredFleet fleet = new StoredFleet(home);
    StoreEntry.DynamoDb tables = fleet.tables;
    GatewayCommand create =
        GatewayCommand.of(home, "tables", "create")
            .with("--region", tables.region(), "--endpoint", fleet.endpoint.toString())
            .with("--key-table", tables.keyTable(), "--usage-table", tables.usageTable());
    fleet.dynamo.environment().forEach(create::environment);
    GatewayProcess.Outcome outcome = create.finish();
    if (outcome.exitCode() != 0) {
      fleet.close();
      throw new IllegalStateException("the tables could not be made: " + outcome.errText());
    }
    return fleet;
  }

  /** Where the tables are. */
  public StoreEntry.DynamoDb tables() {
    return tables;
  }

  /** Where manifests and processes that follow find the tables. */
  public URI endpoint() {
    return endpoint;
  }

  /** Manifests and processes that follow find at {@code proxy} what stands before the tables. */
  public void reach(URI proxy) {
    endpoint = proxy;
  }

  /** A directory whose gateway, named main, keeps keys and usage in the tables. */
  public Manifests manifests() {
    return manifests("");
  }

  /** The same, with a gateway that stores answers. */
  public Manifests storingManifests() {
    return manifests("  storedResponses: {mode: Enabled}\n");
  }

  private Manifests manifests(String more) {
    return Manifests.in(home.resolve("dir"))
        .file(
            "gateway.yaml",
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmGateway
            metadata: {name: main}
            spec:
              upstreamCidrs: ["127.0.0.0/8"]
              store:
                type: DynamoDB
                dynamoDb: {region: %s, endpoint: "%s", keyTable: %s, usageTable: %s}
            """
                    .formatted(tables.region(), endpoint, tables.keyTable(), tables.usageTable())
                + more);
  }

  /** One more process, which serves {@code manifests} when this returns. */
  public GatewayProcess start(Manifests manifests) throws InterruptedException {
    return started(command(manifests, started++));
  }

  /** The same with the JVM as people run it, for figures. */
  public GatewayProcess startPlain(Manifests manifests) throws InterruptedException {
    return started(command(manifests, started++).plain());
  }

  /**
   * A process that finds what an earlier one has left on its disk.
   *
   * @param number of the earlier one, from 0 in the order of their starts
   */
  public GatewayProcess startAgain(Manifests manifests, int number) throws InterruptedException {
    return started(command(manifests, number));
  }

  /** The state directory of a process. */
  public Path state(int number) {
    return process(number).resolve("state");
  }

  private Path process(int number) {
    return home.resolve("process-" + number);
  }

  private GatewayCommand command(Manifests manifests, int number) {
    GatewayCommand command =
        GatewayCommand.run(process(number)).with(manifests.directory().toString());
    dynamo.environment().forEach(command::environment);
    return command.environment("DYNAMODB_ENDPOINT_URL", endpoint.toString());
  }

  private GatewayProcess started(GatewayCommand command) throws InterruptedException {
    GatewayProcess process = command.start();
    processes.add(process);
    return process;
  }

  /** Those that were started and not killed. */
  public List<GatewayProcess> processes() {
    return List.copyOf(processes);
  }

  /** {@code kill -9}. */
  public void kill(GatewayProcess process) {
    processes.remove(process);
    process.close();
  }

  /** All processes end at once; the tables stay. */
  public void killAll() {
    processes().forEach(this::kill);
  }

  /** From now on the tables accept connections and answer nothing. */
  public void freeze() {
    dynamo.freeze();
  }

  /** They answer again, also what they were asked meanwhile. */
  public void thaw() {
    dynamo.thaw();
  }

  @Override
  public void close() {
    killAll();
    dynamo.close();
  }
}
