package dev.dragoman.fleet;

import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.contract.ProviderEntry;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of the models of providers: what their specs say, completed by the catalogue. */
final class ModelBook {
  private final Catalogue catalogue;

  ModelBook(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What is known of a model, null when neither the spec nor the catalogue has it. */
  @Nullable ModelEntry find(ProviderPart provider, String model) {
    ProviderEntry entry = provider.entry();
    if (entry == null) {
      return null;
    }
    ModelEntry known = catalogue.find(entry.protocol(), provider.dialect(), model);
    for (ModelEntry said : entry.models()) {
      if (said.name().equals(model)) {
        return Catalogue.merged(said, known);
      }
    }
    return known;
  }

  /**
   * The upstream's names of the models that a backend may be asked for, as far as they can be told:
   * behind a pattern they cannot.
   */
  static List<String> modelsOf(RoutePart.Target target, List<String> publicNames) {
    String model = target.entry().model();
    return model != null
        ? List.of(model)
        : publicNames.stream().filter(name -> name.indexOf('*') < 0).toList();
  }

  /**
   * The upstream's names of the models that a backend may be asked for, as far as anything is known
   * of them: those that a route writes out, and those of the catalogue that fit its patterns.
   */
  Stream<String> knownModelsOf(
      @Nullable ProviderPart provider, RoutePart.Target target, List<String> publicNames) {
    Stream<String> written = modelsOf(target, publicNames).stream();
    ProviderEntry entry = provider == null ? null : provider.entry();
    if (provider == null || entry == null || target.entry().model() != null) {
      return written;
    }
    Stream<String> fitting =
        publicNames.stream()
            .map(ModelPattern::of)
            .filter(pattern -> !pattern.isExact())
            .flatMap(pattern -> catalogue.matching(entry.protocol(), provider.dialect(), pattern));
    return Stream.concat(written, fitting);
  }

  /** Whether every request that a route may carry costs a known amount in {@code currency}. */
  boolean priced(Parts parts, ServedRoute route, String currency) {
    for (RoutePart.Target target : route.backends()) {
      ProviderPart provider = parts.providers.get(target.provider());
      List<String> models = modelsOf(target, route.models());
      boolean open = target.entry().model() == null && models.size() < route.models().size();
      if (provider == null || open) {
        return false;
      }
      for (String model : models) {
        ModelEntry known = find(provider, model);
        PriceEntry price = known == null ? null : known.price();
        if (price == null || !price.currency().equals(currency)) {
          return false;
        }
      }
    }
    return true;
  }
}
