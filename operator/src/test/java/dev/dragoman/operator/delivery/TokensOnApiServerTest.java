package dev.dragoman.operator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.operator.certificates.TestTls;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With tokens that the API server itself made. */
@NeedsApiServer
@Tag("requirement-34")
class TokensOnApiServerTest {
  private static final String ACCOUNT = "main-gateway";

  private final KubernetesClient client;
  private final String namespace;
  private final String elsewhere;

  TokensOnApiServerTest(ApiServer server) {
    client = server.client();
    namespace = server.newNamespace();
    elsewhere = server.newNamespace();
  }

  private String token(String of, String account, String audience) {
    return token(
        of,
        account,
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(audience)
            .withExpirationSeconds(3600L)
            .endSpec()
            .build());
  }

  private String token(String of, String account, TokenRequest request) {
    client
        .serviceAccounts()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(of)
                .withName(account)
                .endMetadata()
                .build())
        .serverSideApply();
    return client
        .serviceAccounts()
        .inNamespace(of)
        .withName(account)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  @ParameterizedTest
  @EnumSource
  void aTokenSaysItsServiceAccount(TokenCheck check) {
    assertThat(check.by(client).callerOf(token(namespace, ACCOUNT, DeliveryPaths.AUDIENCE)))
        .contains(new Caller(namespace, ACCOUNT, null));
  }

  @ParameterizedTest
  @EnumSource
  void aTokenOfAnotherAudienceIsNone(TokenCheck check) {
    assertThat(check.by(client).callerOf(token(namespace, ACCOUNT, "somebody-else"))).isEmpty();
    assertThat(
            check
                .by(client)
                .callerOf(
                    token(namespace, ACCOUNT, "https://kubernetes.default.svc.cluster.local")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aFalseTokenIsNone(TokenCheck check) {
    String token = token(namespace, ACCOUNT, DeliveryPaths.AUDIENCE);
    assertThat(check.by(client).callerOf(token.substring(0, token.length() - 6) + "AAAAAA"))
        .isEmpty();
    assertThat(check.by(client).callerOf("no token at all")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTokenOfAPodSaysWhichPod(TokenCheck check) {
    // Given
    Pod pod =
        client
            .pods()
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace)
                    .withName("main-0")
                    .endMetadata()
                    .withNewSpec()
                    .withServiceAccountName(ACCOUNT)
                    .addNewContainer()
                    .withName("gateway")
                    .withImage("none")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    String uid = pod.getMetadata().getUid();

    // When
    String token =
        token(
            namespace,
            ACCOUNT,
            new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(DeliveryPaths.AUDIENCE)
                .withExpirationSeconds(3600L)
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName("main-0")
                .withUid(uid)
                .endBoundObjectRef()
                .endSpec()
                .build());

    // Then
    assertThat(check.by(client).callerOf(token)).contains(new Caller(namespace, ACCOUNT, uid));
  }

  @ParameterizedTest
  @EnumSource
  void theStreamIsForTheGatewaysOwnPods(TokenCheck check) throws Exception {
    // Given
    TestTls tls = new TestTls();
    GatewayRef gateway = new GatewayRef(namespace, "main", "uid");
    DeliveryPaths paths = DeliveryPaths.of(namespace, "main");
    Delivery delivery =
        new Delivery(
            _ -> new MemoryObjects(), _ -> Map.of(), _ -> {}, () -> true, Clock.systemUTC());
    delivery.serve(gateway, () -> Optional.of(Given.rendering(1)));
    delivery.changed(gateway);
    Waiting.until(() -> delivery.publication(gateway).isPresent());

    // When
    try (DeliveryServer server =
        DeliveryServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            tls.server(),
            delivery,
            client,
            check,
            Clock.systemUTC())) {
      Map<String, Integer> expected =
          Map.of(
              token(namespace, ACCOUNT, DeliveryPaths.AUDIENCE), 200,
              token(namespace, "default", DeliveryPaths.AUDIENCE), 403,
              token(elsewhere, ACCOUNT, DeliveryPaths.AUDIENCE), 403,
              token(namespace, ACCOUNT, "somebody-else"), 401);
      for (Map.Entry<String, Integer> token : expected.entrySet()) {
        try (TestPod pod = new TestPod("pod", token.getKey(), paths, server.port(), tls.client())) {
          // Then
          assertThat(pod.get(paths.credentials()).statusCode()).isEqualTo(token.getValue());
        }
      }
      try (TestPod own =
          new TestPod(
              "pod",
              token(namespace, ACCOUNT, DeliveryPaths.AUDIENCE),
              paths,
              server.port(),
              tls.client())) {
        own.connect();
        assertThat(own.nextHead().generation()).isEqualTo(1);
      }
    } finally {
      delivery.close();
    }
  }
}
