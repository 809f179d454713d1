package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

@JsonClassDescription(
    "A fleet of gateway pods: how it is deployed, reached, scaled, and who may attach to it.")
@Group("dragoman.dev")
@Version("v1alpha1")
@Plural("llmgateways")
@ShortNames("llmgw")
@Categories("llm")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Gen",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.config.generation")
@AdditionalPrinterColumn(
    name = "Current",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.rollout.summary")
@AdditionalPrinterColumn(
    name = "Routes",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.attachedRoutes")
@AdditionalPrinterColumn(
    name = "Keys",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.attachedKeys")
@AdditionalPrinterColumn(
    name = "Address",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.addresses[0]")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Reason",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Digest",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.config.digest",
    priority = 1)
public final class LlmGateway extends CustomResource<LlmGatewaySpec, LlmGatewayStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("What is wanted.")
  public LlmGatewaySpec getSpec() {
    return super.getSpec();
  }

  @Override
  @Default("{\"observedGeneration\": -1}")
  @JsonPropertyDescription("What is true; written by the operator.")
  public @Nullable LlmGatewayStatus getStatus() {
    return super.getStatus();
  }
}
