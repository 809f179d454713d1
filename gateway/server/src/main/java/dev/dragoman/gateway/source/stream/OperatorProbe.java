package dev.dragoman.gateway.source.stream;

import dev.dragoman.contract.DeliveryPaths;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks every address of the operator once, as the pods of gateways do. Who asks is of no gateway:
 * the operator that leads checks the token, and only then sees that it is nobody's. Blocks.
 */
public final class OperatorProbe {
  /** What only a pod of that gateway is given; no gateway has this namespace. */
  private static final String CREDENTIALS = DeliveryPaths.of("selftest", "none").credentials();

  private final Operator operator;
  private final Duration answer;

  /**
   * A probe of {@code operator}.
   *
   * @param answer bound on connecting to one address and on its answer
   */
  public OperatorProbe(Operator operator, Duration answer) {
    this.operator = operator;
    this.answer = answer;
  }

  /** What an operator at one address is to those who ask. */
  public enum Role {
    /** It checked the token, and took it. */
    LEADER,
    /** It answered over TLS that another leads. */
    STANDBY,
    /** Neither. */
    FAILED
  }

  /**
   * What became of one address.
   *
   * @param message one line without a secret
   */
  public record Finding(String address, Role role, String message) {}

  /**
   * A finding for each address.
   *
   * @throws UnknownHostException when the name has none
   */
  public List<Finding> look() throws UnknownHostException {
    List<Finding> findings = new ArrayList<>();
    for (InetAddress address : operator.addresses()) {
      findings.add(found(address));
    }
    return findings;
  }

  private Finding found(InetAddress address) {
    String at = address.getHostAddress();
    try (OperatorLine line =
        new OperatorLine(
            operator.named(address),
            new OperatorTrust(operator.ca()).current(),
            operator.token(),
            answer)) {
      line.get(CREDENTIALS);
      return new Finding(at, Role.FAILED, "gives credentials to who is of no gateway");
    } catch (DeliveryException e) {
      return refused(at, e);
    }
  }

  private static Finding refused(String at, DeliveryException refusal) {
    if (refusal.status() == 403) {
      return new Finding(at, Role.LEADER, "leads and accepts the tokens of this cluster");
    }
    return refusal.isNotLeader()
        ? new Finding(at, Role.STANDBY, "stands by")
        : new Finding(at, Role.FAILED, String.valueOf(refusal.getMessage()));
  }
}
