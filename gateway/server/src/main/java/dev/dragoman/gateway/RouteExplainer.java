package dev.dragoman.gateway;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.gateway.Explanation.Sent;
import dev.dragoman.gateway.Explanation.Target;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.config.CredentialHeader;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.exchange.DryRun;
import dev.dragoman.gateway.exchange.InboundCall;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.gateway.route.Router;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Says what a gateway of a configuration would do with a request: by the router and the codecs that
 * serve, with nothing sent. No value of a credential takes part, so none can be shown; the same
 * question has the same answer.
 */
public final class RouteExplainer {
  private static final String MASK = "***";
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private RouteExplainer() {}

  /**
   * What is asked.
   *
   * @param key who asks, null for a caller who may do everything
   * @param client what the caller speaks
   * @param body the caller's request, null to ask for the way alone
   * @param at when it is asked: prices have schedules
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Question(
      String model,
      @Nullable KeyEntry key,
      ClientProtocol client,
      byte @Nullable [] body,
      Instant at) {}

  /**
   * Explains.
   *
   * @throws IllegalArgumentException when the configuration does not compile
   */
  public static Explanation explain(GatewayConfig config, Question question) {
    try (HttpAccounts accounts = new HttpAccounts(Schedulers.immediate())) {
      RuntimeConfig runtime =
          LiveConfig.serving(
                  new Configuration(config, masked(config)),
                  accounts,
                  CLOCK,
                  (configuration, outcome, took) -> {})
              .holder()
              .current();
      return explain(config, runtime, question);
    }
  }

  private static Map<CredentialRef, String> masked(GatewayConfig config) {
    Map<CredentialRef, String> masks = new HashMap<>();
    for (ProviderEntry provider : config.providers()) {
      CredentialRef ref = provider.auth().credential();
      if (ref != null) {
        masks.put(ref, MASK);
      }
    }
    return masks;
  }

  private static Explanation explain(
      GatewayConfig config, RuntimeConfig runtime, Question question) {
    Caller caller = question.key() == null ? Caller.ANONYMOUS : Caller.of(question.key());
    RoutePlan plan = null;
    try {
      plan = new Router(bound -> 0).route(runtime, caller, question.model());
      DryRun run = dryRun(runtime, plan, question);
      return new Explanation(
          plan.route(),
          null,
          weaker(config, question.model(), plan.route()),
          run.fetched().stream().map(one -> one.path() + ": " + one.url()).toList(),
          targets(config, plan, run),
          runtime.problems());
    } catch (GatewayException refusal) {
      String route = plan == null ? null : plan.route();
      return new Explanation(
          route,
          refusal.error().message(),
          weaker(config, question.model(), route),
          List.of(),
          List.of(),
          runtime.problems());
    }
  }

  /** Every route with a pattern that fits, but the one that has the name. */
  private static List<String> weaker(GatewayConfig config, String model, @Nullable String chosen) {
    List<String> weaker = new ArrayList<>();
    for (RouteEntry route : config.routes()) {
      for (String pattern : route.models()) {
        if (!route.name().equals(chosen) && ModelPattern.of(pattern).matches(model)) {
          weaker.add(route.name() + " by " + pattern);
        }
      }
    }
    return weaker;
  }

  private static DryRun dryRun(RuntimeConfig runtime, RoutePlan plan, Question question) {
    byte[] body = question.body();
    if (body == null) {
      return new DryRun(List.of(), List.of());
    }
    String path = question.client().endpoints().getFirst().at(question.model());
    WireRequest request = new WireRequest(path, WireHeaders.NONE, body, false);
    InboundCall call =
        new InboundCall("explain", question.at(), question.client(), Operation.GENERATE, request);
    return DryRun.of(call, runtime.policy(), plan, runtime.media() != null);
  }

  private static List<Target> targets(GatewayConfig config, RoutePlan plan, DryRun run) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < plan.targets().size(); i++) {
      PlannedTarget planned = plan.targets().get(i);
      DryRun.Step step = run.steps().isEmpty() ? null : run.steps().get(i);
      targets.add(
          new Target(
              planned.backend().provider(),
              planned.backend().protocol().id().value(),
              planned.target().model(),
              planned.backend().priority(),
              planned.backend().weight(),
              step == null ? null : sent(config, step),
              step == null ? null : step.refusal(),
              step == null ? null : estimate(step.estimate())));
    }
    return targets;
  }

  private static Explanation.Estimate estimate(DryRun.Estimate estimate) {
    return new Explanation.Estimate(
        estimate.inputTokens(), estimate.outputTokens(), estimate.cost());
  }

  private static @Nullable Sent sent(GatewayConfig config, DryRun.Step step) {
    WireRequest request = step.request();
    if (request == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    lines(request.headers(), headers);
    lines(credential(config, step.target()), headers);
    return new Sent(
        step.passThrough(),
        request.path(),
        headers,
        new String(request.body(), StandardCharsets.UTF_8),
        step.dropped());
  }

  private static void lines(WireHeaders headers, List<String> lines) {
    headers.fields().forEach((name, values) -> values.forEach(v -> lines.add(name + ": " + v)));
  }

  private static WireHeaders credential(GatewayConfig config, PlannedTarget target) {
    for (ProviderEntry provider : config.providers()) {
      if (provider.name().equals(target.backend().provider())) {
        return credential(provider.auth(), target.backend());
      }
    }
    return WireHeaders.NONE;
  }

  private static WireHeaders credential(AuthEntry auth, RuntimeBackend backend) {
    return switch (auth.type()) {
      case SecretKey, ClientKey, AzureKey, AwsBearer ->
          CredentialHeader.of(MASK, auth, backend.protocol(), backend.dialect());
      case AzureWorkloadIdentity, GcpWorkloadIdentity, GcpKey ->
          WireHeaders.of("authorization", "Bearer " + MASK);
      case None, AwsAmbient, AwsStatic -> WireHeaders.NONE;
    };
  }
}
