package dev.dragoman.gateway.config;

import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.gateway.limit.Bound;
import dev.dragoman.gateway.limit.Bounds;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.gateway.limit.Subject.Kind;
import java.util.List;

/**
 * Bounds that several keys share.
 *
 * @param suspended whether all its keys are refused
 */
public record RuntimeQuota(Subject subject, boolean suspended, List<Bound> bounds) {
  public RuntimeQuota {
    bounds = List.copyOf(bounds);
  }

  static RuntimeQuota of(QuotaEntry entry) {
    Subject subject = new Subject(Kind.QUOTA, entry.uid(), entry.name());
    return new RuntimeQuota(subject, entry.suspended(), Bounds.of(subject, entry.spend()));
  }
}
