package dev.dragoman.operator;

import dev.dragoman.operator.certificates.OperatorCertificates;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** When the operator's certificates end. */
final class CertificateMetrics {
  private CertificateMetrics() {}

  static void register(OperatorCertificates certificates, MeterRegistry meters) {
    register(certificates, "authority", OperatorCertificates::authorityEnds, meters);
    register(certificates, "server", OperatorCertificates::serverEnds, meters);
  }

  /** Not a number before there is one. */
  private static void register(
      OperatorCertificates certificates,
      String certificate,
      Function<OperatorCertificates, @Nullable Instant> end,
      MeterRegistry meters) {
    Gauge.builder(
            MetricNames.CERTIFICATE_EXPIRY,
            certificates,
            known -> {
              Instant ends = end.apply(known);
              return ends == null ? Double.NaN : ends.getEpochSecond();
            })
        .description("When a certificate ends, in seconds since 1970; both are renewed long before")
        .baseUnit("seconds")
        .tag("certificate", certificate)
        .register(meters);
  }
}
