package dev.dragoman.gateway.pod;

import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.gateway.GatewaySettings;
import dev.dragoman.gateway.source.stream.Operator;
import dev.dragoman.gateway.source.stream.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment of a pod says:
 *
 * <pre>
 * DRAGOMAN_GATEWAY    namespace/name of the LlmGateway
 * DRAGOMAN_OPERATOR   https://host:port
 * DRAGOMAN_CA         file with the certificates that the operator's is judged by
 * DRAGOMAN_TOKEN      file with the token of the ServiceAccount
 * DRAGOMAN_BOOT       folder of the mounted boot copy
 * STATE_DIR           folder in memory for the pod's own copy
 * POD_NAME, POD_UID   of the pod
 * HOST, PORT, MANAGEMENT_PORT, LOG_LEVEL, DRAIN_SECONDS      may be absent
 * </pre>
 *
 * @param logLevel null for the gateway's own
 */
record PodSettings(
    GatewaySettings gateway,
    Operator operator,
    Pod pod,
    Path boot,
    Path copy,
    @Nullable String logLevel) {
  private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";

  /**
   * Reads them.
   *
   * @throws WrongEnvironmentException with a line for each variable that is missing or wrong
   */
  static PodSettings read(Map<String, String> environment) {
    PodVariables variables = new PodVariables(environment);
    GatewaySettings defaults = GatewaySettings.DEFAULT;
    Path state = variables.path("STATE_DIR");
    GatewaySettings gateway =
        new GatewaySettings(
            variables.matching(
                "HOST", defaults.host(), "[A-Za-z0-9.:_%-]{1,253}", "an address to listen on"),
            variables.port("PORT", defaults.port()),
            variables.port("MANAGEMENT_PORT", defaults.managementPort()),
            defaults.maxBodyBytes(),
            defaults.keepAliveInterval(),
            variables.seconds("DRAIN_SECONDS", defaults.drain()),
            state);
    String name =
        variables.matching("DRAGOMAN_GATEWAY", NAME + "/" + NAME, "namespace/name of a gateway");
    Operator operator =
        Operator.at(
            variables.https("DRAGOMAN_OPERATOR"),
            variables.path("DRAGOMAN_CA"),
            variables.path("DRAGOMAN_TOKEN"));
    Path boot = variables.path("DRAGOMAN_BOOT");
    Path copy = state.resolve("config");
    String podName = variables.matching("POD_NAME", NAME, "the name of this pod");
    String podUid = variables.matching("POD_UID", "[A-Za-z0-9-]{1,128}", "the uid of this pod");
    String level = variables.logLevel("LOG_LEVEL");
    List<String> faults = variables.faults();
    if (!faults.isEmpty()) {
      throw new WrongEnvironmentException(faults);
    }
    String[] parts = name.split("/", 2);
    Pod pod = new Pod(DeliveryPaths.of(parts[0], parts[1]), podName, podUid);
    return new PodSettings(gateway, operator, pod, boot, copy, level);
  }
}
