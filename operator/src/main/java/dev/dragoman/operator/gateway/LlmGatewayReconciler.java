package dev.dragoman.operator.gateway;

import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.delivery.OwnerLabels;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.Pokes;
import dev.dragoman.operator.status.Reporter;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.values.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pods of a gateway and reports how it stands. What they serve is published by others: a
 * change of a route does not wait for a Deployment.
 */
public final class LlmGatewayReconciler implements Reconciler<LlmGateway> {
  private static final GatewayStatuses SHAPE = new GatewayStatuses();
  private static final String OURS = OwnerLabels.MANAGED_BY + "=" + OwnerLabels.OPERATOR;

  /** Of ConfigMaps: not those with the configuration, which are large and change often. */
  private static final String AUTHORITIES =
      OURS + "," + GatewayNames.COMPONENT + "=" + GatewayNames.AUTHORITY;

  private final Reporter reporter;
  private final Pokes pokes;
  private final WorkloadRenderer renderer;
  private final WorkloadApplier applier;
  private final Supplier<String> trusted;

  /**
   * @param trusted the certificates that pods trust the operator by, in PEM; gateways are to be
   *     poked when it says something new
   */
  public LlmGatewayReconciler(
      Reporter reporter,
      Pokes pokes,
      WorkloadSettings settings,
      KubernetesClient client,
      Supplier<String> trusted) {
    this.reporter = reporter;
    this.pokes = pokes;
    this.renderer = new WorkloadRenderer(settings);
    this.applier = new WorkloadApplier(client);
    this.trusted = trusted;
  }

  @Override
  public List<EventSource<?, LlmGateway>> prepareEventSources(
      EventSourceContext<LlmGateway> context) {
    return List.of(
        pokes.source(Kind.LlmGateway),
        owned(ServiceAccount.class, OURS, context),
        owned(ConfigMap.class, AUTHORITIES, context),
        owned(Deployment.class, OURS, context),
        owned(Service.class, OURS, context),
        owned(PodDisruptionBudget.class, OURS, context),
        owned(HorizontalPodAutoscaler.class, OURS, context),
        owned(NetworkPolicy.class, OURS, context));
  }

  private static <T extends HasMetadata> InformerEventSource<T, LlmGateway> owned(
      Class<T> kind, String labels, EventSourceContext<LlmGateway> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, LlmGateway.class)
            .withLabelSelector(labels)
            .build(),
        context);
  }

  @Override
  public UpdateControl<LlmGateway> reconcile(LlmGateway gateway, Context<LlmGateway> context) {
    return reporter
        .observe(Kind.LlmGateway, gateway)
        .map(seen -> {
          if (!seen.facts().servedBy().isEmpty()) {
            run(gateway, context);
          }
          return report(gateway, seen, context);
        })
        .orElseGet(UpdateControl::noUpdate);
  }

  /** Only what is accepted is run; what was runs on as it is. */
  private void run(LlmGateway gateway, Context<LlmGateway> context) {
    Workload workload = renderer.render(gateway, trusted.get());
    workload.objects().forEach(object -> applier.apply(object, found(object.getClass(), context)));
    String uid = gateway.getMetadata().getUid();
    if (workload.budget() == null) {
      applier.remove(found(PodDisruptionBudget.class, context), uid);
    }
    if (workload.autoscaler() == null) {
      applier.remove(found(HorizontalPodAutoscaler.class, context), uid);
    }
    if (workload.network() == null) {
      applier.remove(found(NetworkPolicy.class, context), uid);
    }
  }

  private static <T extends HasMetadata> @Nullable T found(
      Class<T> kind, Context<LlmGateway> context) {
    return context.getSecondaryResource(kind).orElse(null);
  }

  private UpdateControl<LlmGateway> report(
      LlmGateway gateway, Observation seen, Context<LlmGateway> context) {
    List<Condition> before =
        gateway.getStatus() == null ? List.of() : gateway.getStatus().conditions();
    if (gateway.getSpec() == null) {
      List<Condition> conditions = reporter.conditions(seen, List.of(), before);
      return reporter.write(
          gateway,
          SHAPE.with(gateway.getStatus(), gateway.getMetadata().getGeneration(), conditions),
          SHAPE);
    }
    GatewayStatuses.Pods pods =
        new GatewayStatuses.Pods(
            found(Deployment.class, context), reporter.delivery(ObjectName.of(gateway)));
    List<Condition> conditions =
        reporter.conditions(seen, GatewayStatuses.more(gateway, pods), before);
    return reporter.write(gateway, GatewayStatuses.of(gateway, seen, pods, conditions), SHAPE);
  }

  @Override
  public ErrorStatusUpdateControl<LlmGateway> updateErrorStatus(
      LlmGateway gateway, Context<LlmGateway> context, Exception fault) {
    return reporter.failed(gateway, fault, SHAPE);
  }
}
