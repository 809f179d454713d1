package dev.dragoman.fleet;

import org.jspecify.annotations.Nullable;

/**
 * The one way in which references are judged. In another namespace, an object that is not there and
 * one that does not consent are refused with the same words: a refusal never tells what exists.
 */
final class References {
  private final Findings findings;

  References(Findings findings) {
    this.findings = findings;
  }

  /** A reference in a field of an object. */
  record Reference(Origin from, String field, ObjectId to) {
    boolean crosses() {
      return !from.name().namespace().equals(to.name().namespace());
    }
  }

  /**
   * Whether the reference may be followed; if not, that is a finding.
   *
   * @param consent of the object referred to, null when there is none
   * @param absent the reason where the object is missing in the same namespace
   */
  boolean permitted(Reference reference, @Nullable Consent consent, Reason absent) {
    if (consent != null && consent.allows(reference.from.name().namespace())) {
      return true;
    }
    refuse(reference, consent, absent);
    return false;
  }

  /** Finds that a reference may not be followed; arguments as of {@link #permitted}. */
  void refuse(Reference reference, @Nullable Consent consent, Reason absent) {
    if (consent == null && !reference.crosses()) {
      findings.unresolved(reference.from, absent, reference.field, "there is no " + reference.to);
    } else {
      findings.unresolved(
          reference.from,
          Reason.RefNotPermitted,
          reference.field,
          reference.to + " does not exist or does not permit it");
    }
  }

  /** The object is there and permitted, but cannot be used. */
  void unusable(Reference reference, Reason reason) {
    findings.unresolved(
        reference.from,
        reason,
        reference.field,
        reference.to + " cannot be used, its own conditions say why");
  }
}
