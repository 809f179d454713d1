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

@JsonClassDescription("One upstream account: address, credential, capacity, models and prices.")
@Group("dragoman.dev")
@Version("v1alpha1")
@Plural("llmproviders")
@ShortNames("llmp")
@Categories("llm")
@AdditionalPrinterColumn(
    name = "Protocol",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.protocol")
@AdditionalPrinterColumn(
    name = "Auth",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.auth.type")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Routes",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.routes")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "URL",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.baseUrl",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    priority = 1)
public final class LlmProvider extends CustomResource<LlmProviderSpec, LlmProviderStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("What is wanted.")
  public LlmProviderSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @Default("{\"observedGeneration\": -1}")
  @JsonPropertyDescription("What is true; written by the operator.")
  public @Nullable LlmProviderStatus getStatus() {
    return super.getStatus();
  }
}
