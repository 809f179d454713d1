package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
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
    "A caller: the text that identifies it, what it may call, its limits and budgets.")
@Group("dragoman.dev")
@Version("v1alpha1")
@Plural("apikeys")
@ShortNames("llmkey")
@Categories("llm")
@AdditionalPrinterColumn(
    name = "State",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.state")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Spend",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.usage.cost")
@AdditionalPrinterColumn(
    name = "Budget%",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.usage.budgetPercent")
@AdditionalPrinterColumn(
    name = "Last-Used",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".status.lastUsed")
@AdditionalPrinterColumn(
    name = "Expires",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.expiresAt")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "KeyId",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.keyId",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Next-Rotation",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.nextRotation",
    priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.gatewayRef.name")
@AdditionalSelectableField(jsonPath = ".spec.state")
public final class ApiKey extends CustomResource<ApiKeySpec, ApiKeyStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("What is wanted.")
  public ApiKeySpec getSpec() {
    return super.getSpec();
  }

  @Override
  @Default("{\"observedGeneration\": -1}")
  @JsonPropertyDescription("What is true; written by the operator.")
  public @Nullable ApiKeyStatus getStatus() {
    return super.getStatus();
  }
}
