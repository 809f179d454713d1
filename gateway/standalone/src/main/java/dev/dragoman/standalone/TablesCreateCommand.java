package dev.dragoman.standalone;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.ProcessLogs;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.dynamo.DynamoTables;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dragoman tables create}: makes what is missing of the two tables of a store. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Make what is missing of the two tables of a store in DynamoDB.",
    footer = {
      "",
      "May be repeated. The tables are billed by request. Credentials are those that the AWS SDK",
      "finds; they need dynamodb:DescribeTable, CreateTable, DescribeTimeToLive and",
      "UpdateTimeToLive. Exit code 0: both can be used; 1: not; 2: the command line is wrong."
    })
final class TablesCreateCommand implements Callable<Integer> {
  /** The service's rule. */
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  private final Surroundings surroundings;

  @Option(names = "--region", paramLabel = "NAME", description = "Default: $AWS_REGION.")
  private @Nullable String region;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Another server than AWS. Default: $DYNAMODB_ENDPOINT_URL.")
  private @Nullable String endpoint;

  @Option(
      names = "--key-table",
      paramLabel = "NAME",
      description = "Default: $DYNAMODB_API_KEYS_TABLE.")
  private @Nullable String keyTable;

  @Option(
      names = "--usage-table",
      paramLabel = "NAME",
      description = "Default: $DYNAMODB_USAGE_TABLE.")
  private @Nullable String usageTable;

  TablesCreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    // Of a call that fails, one line is printed.
    ProcessLogs.silence("software.amazon");
    try {
      DynamoTables.create(tables(), surroundings.terminal().out()::println);
    } catch (StoreUnavailableException e) {
      throw StartRefused.impossible(String.valueOf(e.getMessage()));
    }
    return 0;
  }

  private StoreEntry.DynamoDb tables() {
    String keys = table("--key-table", keyTable, "DYNAMODB_API_KEYS_TABLE");
    String usage = table("--usage-table", usageTable, "DYNAMODB_USAGE_TABLE");
    if (keys.equals(usage)) {
      throw StartRefused.misconfigured("--key-table and --usage-table must be two tables");
    }
    return new StoreEntry.DynamoDb(
        required("--region", region, "AWS_REGION"), endpoint(), keys, usage);
  }

  private String table(String option, @Nullable String given, String variable) {
    String name = required(option, given, variable);
    if (!TABLE.matcher(name).matches()) {
      throw StartRefused.misconfigured(
          option + ": a table's name has 3 to 255 letters, digits, '_', '.' and '-'");
    }
    return name;
  }

  private @Nullable URI endpoint() {
    String text = chosen(endpoint, "DYNAMODB_ENDPOINT_URL");
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Said below; its text may hold what must not be printed.
    }
    throw StartRefused.misconfigured("--endpoint: write https://host or http://host:port");
  }

  private String required(String option, @Nullable String given, String variable) {
    String chosen = chosen(given, variable);
    if (chosen == null) {
      throw StartRefused.misconfigured(option + " is missing (or set " + variable + ")");
    }
    return chosen;
  }

  private @Nullable String chosen(@Nullable String given, String variable) {
    String chosen = given == null ? surroundings.environment().get(variable) : given;
    return chosen == null || chosen.isBlank() ? null : chosen;
  }
}
