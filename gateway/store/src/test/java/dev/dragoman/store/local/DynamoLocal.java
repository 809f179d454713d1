package dev.dragoman.store.local;

import dev.dragoman.contract.StoreEntry;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A running DynamoDB Local: in memory, on a port of the loopback interface that nobody else has.
 * Ends with {@link #close} or with the process that started it.
 */
public final class DynamoLocal implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final AtomicInteger TABLES = new AtomicInteger();

  private final Process process;
  private final URI endpoint;

  private DynamoLocal(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts one, in two seconds. Clients of this process find credentials for it in the system
   * properties of the AWS SDK; other processes take {@link #environment}.
   */
  public static DynamoLocal start() {
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");
    try {
      Process process =
          new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String first = firstLine(process);
      if (first == null) {
        throw new IllegalStateException("DynamoDB Local did not start: " + command());
      }
      return new DynamoLocal(process, URI.create(first));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return endpoint;
  }

  /** Two tables that nobody else of this process has; they are not made by this. */
  public StoreEntry.DynamoDb freshTables() {
    int number = TABLES.incrementAndGet();
    return new StoreEntry.DynamoDb(REGION, endpoint, "keys-" + number, "usage-" + number);
  }

  /** Variables for a process that uses it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        "local",
        "AWS_SECRET_ACCESS_KEY",
        "local",
        "AWS_REGION",
        REGION,
        "DYNAMODB_ENDPOINT_URL",
        endpoint.toString());
  }

  /** Stops the process as SIGSTOP does: it accepts connections and answers nothing. */
  public void freeze() {
    signal("STOP");
  }

  /** Goes on after {@link #freeze}. */
  public void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-cp",
        ownClasses() + File.pathSeparator + itsClassPath(),
        DynamoLocalMain.class.getName());
  }

  private static @Nullable String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          DynamoLocalMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Written by the build of this module. */
  private static String itsClassPath() {
    try (InputStream file = DynamoLocal.class.getResourceAsStream("/dynamodb-local.classpath")) {
      if (file == null) {
        throw new IllegalStateException("dynamodb-local.classpath is missing: build gateway/store");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
