package dev.dragoman.fleet;

import dev.dragoman.contract.CapabilitiesEntry;
import dev.dragoman.contract.CapabilitiesEntry.Flag;
import dev.dragoman.contract.CapabilitiesEntry.Reasoning;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.resources.provider.ModelCapabilities;
import dev.dragoman.resources.provider.Price;
import dev.dragoman.resources.provider.ProviderModel;
import dev.dragoman.resources.provider.ReasoningBudget;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a spec says of models, as the contract has it. */
final class ModelFacts {
  private ModelFacts() {}

  static List<ModelEntry> of(List<ProviderModel> models, Reading reading) {
    List<ModelEntry> entries = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      ProviderModel model = models.get(i);
      String place = "spec.models[" + i + "]";
      Price said = model.price();
      PriceEntry price =
          said == null ? null : reading.field(place + ".price", () -> Prices.of(said));
      ModelEntry entry =
          reading.field(
              place,
              () ->
                  new ModelEntry(
                      model.name(),
                      model.contextWindow(),
                      model.maxOutput(),
                      capabilities(model.capabilities()),
                      price));
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static @Nullable CapabilitiesEntry capabilities(@Nullable ModelCapabilities said) {
    if (said == null) {
      return null;
    }
    return new CapabilitiesEntry(
        flags(said),
        named(CapabilitiesEntry.Sampling.class, said.sampling()),
        reasoning(said),
        named(CapabilitiesEntry.SystemPlacement.class, said.systemPlacement()),
        said.stopSequences(),
        said.maxTokensField(),
        named(CapabilitiesEntry.CacheMarks.class, said.cacheMarks()),
        said.cacheTtls());
  }

  /** The fields of the spec are called like the flags. */
  private static Map<Flag, Boolean> flags(ModelCapabilities said) {
    Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
    for (SpecFields.SpecField field : SpecFields.of(ModelCapabilities.class)) {
      if (field.of(said) instanceof Boolean set) {
        flags.put(Flag.valueOf(field.name()), set);
      }
    }
    return flags;
  }

  private static @Nullable Reasoning reasoning(ModelCapabilities said) {
    ReasoningBudget budget = said.reasoningBudget();
    Reasoning reasoning =
        new Reasoning(
            named(Reasoning.Use.class, said.reasoning()),
            named(Reasoning.Control.class, said.reasoningControl()),
            said.reasoningLevels(),
            budget == null ? null : budget.min(),
            budget == null ? null : budget.max(),
            named(Reasoning.State.class, said.reasoningState()));
    return reasoning.equals(new Reasoning(null, null, List.of(), null, null, null))
        ? null
        : reasoning;
  }

  private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable Enum<?> value) {
    return value == null ? null : Enum.valueOf(type, value.name());
  }
}
