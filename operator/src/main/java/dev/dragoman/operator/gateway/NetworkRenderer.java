package dev.dragoman.operator.gateway;

import dev.dragoman.resources.LlmGatewaySpec;
import dev.dragoman.resources.gateway.Network;
import dev.dragoman.resources.gateway.NetworkPeer;
import dev.dragoman.resources.gateway.PolicyMode;
import dev.dragoman.resources.gateway.Store;
import dev.dragoman.resources.values.Selector;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach the pods of a gateway, and whom they may call. In: the client port from whom the
 * gateway says, the management port for scrapes. Out: DNS, the operator, port 443 and that of the
 * store anywhere, the ranges that the gateway names, and the agent of EKS Pod Identity. The clouds'
 * metadata services are in none of these: they answer on port 80, and ranges leave them out. Pure.
 */
final class NetworkRenderer {
  private static final int DNS = 53;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Where clouds serve metadata and credentials; no gateway calls them as an upstream. */
  private static final List<String> METADATA =
      List.of("169.254.0.0/16", "fd00:ec2::254/128", "fe80::/10");

  private static final String NAMESPACE = "kubernetes.io/metadata.name";

  /** Where pods get their AWS identity from (EKS Pod Identity, considerations of the agent). */
  private static final List<String> POD_IDENTITY = List.of("169.254.170.23/32", "fd00:ec2::23/128");

  private final WorkloadSettings.Neighbours neighbours;

  NetworkRenderer(WorkloadSettings.Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  /** Null where the gateway wants none. */
  @Nullable NetworkPolicy render(ObjectMeta metadata, GatewayNames names, LlmGatewaySpec spec) {
    Network network = spec.network();
    if (network != null && network.policy() == PolicyMode.Disabled) {
      return null;
    }
    return new NetworkPolicyBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withPolicyTypes("Ingress", "Egress")
        .withPodSelector(new LabelSelectorBuilder().withMatchLabels(names.selector()).build())
        .withIngress(
            clients(spec, network == null ? List.of() : network.ingressFrom()), monitoring())
        .withEgress(outbound(spec, network == null ? List.of() : network.egressCidrs()))
        .endSpec()
        .build();
  }

  private static NetworkPolicyIngressRule clients(LlmGatewaySpec spec, List<NetworkPeer> peers) {
    return new NetworkPolicyIngressRuleBuilder()
        .withPorts(tcp(PodRenderer.port(spec)))
        .withFrom(peers.stream().map(NetworkRenderer::peer).toList())
        .build();
  }

  private static NetworkPolicyPeer peer(NetworkPeer peer) {
    NetworkPolicyPeerBuilder builder = new NetworkPolicyPeerBuilder();
    if (peer.cidr() != null) {
      return builder.withNewIpBlock().withCidr(peer.cidr()).endIpBlock().build();
    }
    return builder
        .withNamespaceSelector(labels(peer.namespaceSelector()))
        .withPodSelector(labels(peer.podSelector()))
        .build();
  }

  private static @Nullable LabelSelector labels(@Nullable Selector selector) {
    return selector == null
        ? null
        : new LabelSelectorBuilder()
            .withMatchLabels(new TreeMap<>(selector.matchLabels()))
            .withMatchExpressions(
                selector.matchExpressions().stream()
                    .map(demand ->
                        new LabelSelectorRequirement(
                            demand.key(), String.valueOf(demand.operator()), demand.values()))
                    .toList())
            .build();
  }

  private NetworkPolicyIngressRule monitoring() {
    String namespace = neighbours.monitoringNamespace();
    return new NetworkPolicyIngressRuleBuilder()
        .withPorts(tcp(PodRenderer.MANAGEMENT_PORT))
        .withFrom(namespace == null ? List.of() : List.of(namespace(namespace)))
        .build();
  }

  private List<NetworkPolicyEgressRule> outbound(LlmGatewaySpec spec, List<String> ranges) {
    List<NetworkPolicyEgressRule> rules = new ArrayList<>();
    rules.add(ports(port("UDP", DNS), tcp(DNS)));
    rules.add(
        new NetworkPolicyEgressRuleBuilder()
            .withPorts(tcp(neighbours.configPort()))
            .withTo(namespace(neighbours.operatorNamespace()))
            .build());
    rules.add(
        ports(
            store(spec.store()) == HTTPS
                ? new NetworkPolicyPort[] {tcp(HTTPS)}
                : new NetworkPolicyPort[] {tcp(HTTPS), tcp(store(spec.store()))}));
    rules.add(
        new NetworkPolicyEgressRuleBuilder()
            .withPorts(tcp(HTTP))
            .withTo(POD_IDENTITY.stream().map(NetworkRenderer::range).toList())
            .build());
    Set<String> all = new LinkedHashSet<>(spec.upstreamCidrs());
    all.addAll(ranges);
    if (!all.isEmpty()) {
      rules.add(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(all.stream().map(NetworkRenderer::range).toList())
              .build());
    }
    return rules;
  }

  /** Port of the server that keeps keys and usage. */
  private static int store(@Nullable Store store) {
    if (store == null || store.dynamoDb() == null || store.dynamoDb().endpoint() == null) {
      return HTTPS;
    }
    URI endpoint = URI.create(store.dynamoDb().endpoint());
    return endpoint.getPort() > 0
        ? endpoint.getPort()
        : "http".equalsIgnoreCase(endpoint.getScheme()) ? HTTP : HTTPS;
  }

  private static NetworkPolicyEgressRule ports(NetworkPolicyPort... ports) {
    return new NetworkPolicyEgressRuleBuilder().withPorts(ports).build();
  }

  private static NetworkPolicyPort tcp(int port) {
    return port("TCP", port);
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(protocol)
        .withPort(new IntOrString(port))
        .build();
  }

  private static NetworkPolicyPeer namespace(String name) {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .withMatchLabels(Map.of(NAMESPACE, name))
        .endNamespaceSelector()
        .build();
  }

  private static NetworkPolicyPeer range(String cidr) {
    AddressRange range = new AddressRange(cidr);
    return new NetworkPolicyPeerBuilder()
        .withNewIpBlock()
        .withCidr(cidr)
        .withExcept(METADATA.stream().filter(one -> range.encloses(new AddressRange(one))).toList())
        .endIpBlock()
        .build();
  }
}
