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

@JsonClassDescription("Limits and budgets that many keys share.")
@Group("dragoman.dev")
@Version("v1alpha1")
@Plural("llmquotas")
@ShortNames("llmq")
@Categories("llm")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Keys",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.keys")
@AdditionalPrinterColumn(
    name = "Spend",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.usage.cost")
@AdditionalPrinterColumn(
    name = "Budget%",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.usage.budgetPercent")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class LlmQuota extends CustomResource<LlmQuotaSpec, LlmQuotaStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("What is wanted.")
  public LlmQuotaSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @Default("{\"observedGeneration\": -1}")
  @JsonPropertyDescription("What is true; written by the operator.")
  public @Nullable LlmQuotaStatus getStatus() {
    return super.getStatus();
  }
}
