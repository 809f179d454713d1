package dev.dragoman.gateway.pod;

import dev.dragoman.gateway.source.stream.Operator;
import dev.dragoman.gateway.source.stream.OperatorProbe;
import dev.dragoman.gateway.source.stream.OperatorProbe.Finding;
import dev.dragoman.gateway.source.stream.OperatorProbe.Role;
import java.io.PrintStream;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code --selftest}: whether pods of gateways would find the operator from here. It looks up the
 * name, and asks every address over TLS with a token of its own; one has to lead and all others to
 * stand by. Of the variables of a pod it reads {@code DRAGOMAN_OPERATOR}, {@code DRAGOMAN_CA} and
 * {@code DRAGOMAN_TOKEN}. Gateways and what they serve are not looked at.
 */
final class SelfTest {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A leader that went without a word is replaced within this. */
  private static final int TRIES = 30;

  private final OperatorProbe probe;
  private final String host;
  private final PrintStream out;

  private SelfTest(Operator operator, PrintStream out) {
    this.probe = new OperatorProbe(operator, ANSWER);
    this.host = operator.address().getAuthority();
    this.out = out;
  }

  /** Prints a line for each finding, and what is wrong; returns the exit code. */
  static int run(Map<String, String> environment, PrintStream out) throws InterruptedException {
    PodVariables variables = new PodVariables(environment);
    Operator operator =
        Operator.at(
            variables.https("DRAGOMAN_OPERATOR"),
            variables.path("DRAGOMAN_CA"),
            variables.path("DRAGOMAN_TOKEN"));
    if (!variables.faults().isEmpty()) {
      variables.faults().forEach(out::println);
      return GatewayPod.WRONG_ENVIRONMENT;
    }
    return run(operator, TRIES, out);
  }

  /**
   * As before.
   *
   * @param tries at most, a second apart; only the last one is printed
   */
  static int run(Operator operator, int tries, PrintStream out) throws InterruptedException {
    SelfTest test = new SelfTest(operator, out);
    for (int left = tries; left > 1; left--) {
      if (test.passes()) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
    return test.report() ? 0 : 1;
  }

  private boolean passes() {
    try {
      return faults(probe.look()).isEmpty();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private boolean report() {
    List<Finding> findings;
    try {
      findings = probe.look();
    } catch (UnknownHostException _) {
      out.println("FAILED " + host + " has no address: is there a Service, and a ready operator?");
      return false;
    }
    out.println("ok " + host + " has " + findings.size() + " address(es)");
    for (Finding finding : findings) {
      out.println(
          (finding.role() == Role.FAILED ? "FAILED " : "ok ")
              + finding.address()
              + " "
              + finding.message());
    }
    List<String> faults = faults(findings);
    faults.forEach(fault -> out.println("FAILED " + fault));
    return faults.isEmpty();
  }

  private static List<String> faults(List<Finding> findings) {
    long leaders = findings.stream().filter(one -> one.role() == Role.LEADER).count();
    if (findings.stream().anyMatch(one -> one.role() == Role.FAILED)) {
      return List.of("not every operator answers as it should");
    }
    return leaders == 1 ? List.of() : List.of(leaders + " operators lead, one should");
  }
}
