package dev.dragoman.standalone;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.standalone.convert.Conversion;
import dev.dragoman.standalone.start.StartRefused;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code dragoman convert --from P --to P}: a request or an answer in another protocol, without a
 * gateway. Exit code 1 when it is refused.
 */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Convert a request or an answer from one protocol to another, offline.",
    footer = {
      "",
      "Without --answer or --stream: a client's request in --from, as an upstream of --to gets it.",
      "What cannot be carried is told on standard error, one line a field. Protocols: anthropic,",
      "openai.chat, openai.responses, and of upstreams bedrock, whose streams are text here: an",
      "event: and a data: line for each message.",
      "Exit code 0: converted; 1: refused; 2: the command line or the file is wrong."
    })
final class ConvertCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "PROTOCOL",
      description = "Protocol of the input.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PROTOCOL",
      description = "Protocol of the output.")
  private String to = "";

  @Option(names = "--answer", description = "The input is the whole answer of an upstream.")
  private boolean answer;

  @Option(names = "--stream", description = "The input is the streamed answer of an upstream.")
  private boolean stream;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The upstream's model for a request, the name to show for an answer. Default: the"
              + " input's.")
  private @Nullable String model;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "What to convert; - (${DEFAULT-VALUE}) for standard input.")
  private Path file = Path.of("-");

  ConvertCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Function<byte[], Conversion> way = conversion();
    byte[] input = Input.read(file, surroundings);
    Terminal terminal = surroundings.terminal();
    try {
      Conversion conversion = way.apply(input);
      conversion.dropped().forEach(loss -> terminal.err().println("lost " + LossText.of(loss)));
      terminal.out().write(conversion.body(), 0, conversion.body().length);
      if (!stream) {
        terminal.out().println();
      }
      terminal.out().flush();
      if (conversion.failure() != null) {
        terminal.err().println("the stream ends in an error: " + conversion.failure());
        return StartRefused.FAILURE;
      }
      return 0;
    } catch (GatewayException refusal) {
      terminal.err().println("refused " + refusal.error().message());
      return StartRefused.FAILURE;
    }
  }

  /** The way for the protocols that were named, which are judged before anything is read. */
  private Function<byte[], Conversion> conversion() {
    if (stream || answer) {
      UpstreamProtocol upstream = ProtocolChoice.ofUpstream("--from", from);
      ClientProtocol client = ProtocolChoice.ofClient("--to", to);
      return stream
          ? input -> Conversion.ofStream(upstream, client, model, input)
          : input -> Conversion.ofAnswer(upstream, client, model, input);
    }
    ClientProtocol client = ProtocolChoice.ofClient("--from", from);
    UpstreamProtocol upstream = ProtocolChoice.ofUpstream("--to", to);
    return input -> Conversion.ofRequest(client, upstream, model, input);
  }
}
