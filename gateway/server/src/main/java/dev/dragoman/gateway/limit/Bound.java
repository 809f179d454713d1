package dev.dragoman.gateway.limit;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.contract.StoreOutageEntry;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thing that bounds a request. */
public sealed interface Bound {
  /** Whom it belongs to; what it counts is shared by all requests of the same subject. */
  Subject subject();

  /** What happens while the store cannot be reached. */
  StoreOutageEntry outage();

  /** Names its windows among those of the subject. */
  String name();

  /** So many requests or tokens: a bucket that holds {@code max} and refills in a window. */
  record Rate(Subject subject, Unit unit, long max, Duration window, StoreOutageEntry outage)
      implements Bound {
    @Override
    public String name() {
      long seconds = window.toSeconds();
      return seconds == 60 ? unit.plural() : unit.plural() + "/" + seconds;
    }
  }

  /** So many requests at a time. */
  record Concurrent(Subject subject, long max, StoreOutageEntry outage) implements Bound {
    static final String NAME = "concurrent";

    @Override
    public String name() {
      return NAME;
    }
  }

  /**
   * So much in a period.
   *
   * @param measure which of the budget's two amounts is meant
   */
  record Budget(Subject subject, BudgetEntry entry, Measure measure, StoreOutageEntry outage)
      implements Bound {
    static final String PREFIX = "budget/";

    @Override
    public String name() {
      return PREFIX + entry.name() + "/" + measure.word();
    }

    /** The amount that is meant. */
    BigDecimal max() {
      Long tokens = entry.tokens();
      Money cost = entry.cost();
      return switch (measure) {
        case TOKENS -> tokens == null ? BigDecimal.ZERO : BigDecimal.valueOf(tokens);
        case COST -> cost == null ? BigDecimal.ZERO : cost.amount();
      };
    }

    /** Whether it is one that only requests with a price can be held to. */
    public boolean isHardInMoney() {
      return measure == Measure.COST && blocks();
    }

    /** Whether what a model with this price uses can be counted. */
    public boolean covers(@Nullable PriceEntry price) {
      Money cost = entry.cost();
      return price != null && cost != null && price.currency().equals(cost.currency());
    }

    /** Whether requests are refused when it is spent. */
    boolean blocks() {
      return entry.onExceeded() == BudgetEntry.OnExceeded.Block;
    }
  }

  /** What a budget counts. */
  enum Measure {
    TOKENS("tokens"),
    COST("cost");

    private final String word;

    Measure(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
