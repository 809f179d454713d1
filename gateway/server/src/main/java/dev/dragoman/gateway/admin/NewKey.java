package dev.dragoman.gateway.admin;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.OwnerEntry;
import dev.dragoman.contract.SpendPolicy;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key that is wanted.
 *
 * @param name {@code namespace/name}; without a namespace it is {@code default}'s
 * @param notBefore null for at once
 * @param expiresAt null for never
 * @param routes empty for each one that consents
 * @param models patterns of public names; empty for all
 */
public record NewKey(
    String name,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    List<String> routes,
    List<String> models,
    List<LimitEntry> limits,
    List<NewBudget> budgets,
    @Nullable OwnerEntry owner,
    Map<String, String> tags) {
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/)?[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
  private static final List<String> ALL = List.of("*");

  public NewKey {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be lower-case letters, digits, - and ., after a namespace and / if need be");
    }
    routes = routes.isEmpty() ? ALL : List.copyOf(routes);
    models = models.isEmpty() ? ALL : List.copyOf(models);
    limits = List.copyOf(limits);
    budgets = List.copyOf(budgets);
    tags = Map.copyOf(tags);
    spendOf(limits, budgets);
  }

  /** With its namespace. */
  String fullName() {
    return name.contains("/") ? name : "default/" + name;
  }

  SpendPolicy spend() {
    return spendOf(limits, budgets);
  }

  private static SpendPolicy spendOf(List<LimitEntry> limits, List<NewBudget> budgets) {
    return new SpendPolicy(limits, budgets.stream().map(NewBudget::entry).toList(), null);
  }

  /**
   * A budget that is wanted; in tokens, money, or both.
   *
   * @param timeZone IANA name of the zone in which periods begin, null for UTC
   * @param resetDay day on which a month begins, null for the first
   * @param onExceeded null for {@code Block}
   */
  public record NewBudget(
      String name,
      BudgetEntry.Period period,
      @Nullable String timeZone,
      @Nullable Integer resetDay,
      @Nullable Long tokens,
      @Nullable Money cost,
      BudgetEntry.@Nullable OnExceeded onExceeded,
      List<Integer> alertPercents) {
    public NewBudget {
      try {
        ZoneId.of(Objects.requireNonNullElse(timeZone, "UTC"));
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "timeZone must be an IANA name such as Europe/Berlin", e);
      }
      if (tokens != null && tokens < 1) {
        throw new IllegalArgumentException("tokens must be at least 1");
      }
      if (cost != null && !cost.currency().matches("[A-Z]{3}")) {
        throw new IllegalArgumentException("currency must be three capitals such as USD");
      }
      alertPercents = List.copyOf(alertPercents);
    }

    BudgetEntry entry() {
      return new BudgetEntry(
          name,
          period,
          Objects.requireNonNullElse(timeZone, "UTC"),
          Objects.requireNonNullElse(resetDay, 1),
          tokens,
          cost,
          Objects.requireNonNullElse(onExceeded, BudgetEntry.OnExceeded.Block),
          alertPercents);
    }
  }
}
