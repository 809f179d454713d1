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

@JsonClassDescription("A public model name and where it goes.")
@Group("dragoman.dev")
@Version("v1alpha1")
@Plural("llmroutes")
@ShortNames("llmr")
@Categories("llm")
@AdditionalPrinterColumn(
    name = "Models",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.models")
@AdditionalPrinterColumn(
    name = "Gateway",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.parentRefs[0].name")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Programmed",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.programmed")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Backends",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.resolvedBackends",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    priority = 1)
public final class LlmRoute extends CustomResource<LlmRouteSpec, LlmRouteStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("What is wanted.")
  public LlmRouteSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @Default("{\"observedGeneration\": -1}")
  @JsonPropertyDescription("What is true; written by the operator.")
  public @Nullable LlmRouteStatus getStatus() {
    return super.getStatus();
  }
}
