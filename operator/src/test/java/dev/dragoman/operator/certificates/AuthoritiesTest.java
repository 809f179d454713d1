package dev.dragoman.operator.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AuthoritiesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final CertificateMint mint = new CertificateMint(new SecureRandom());
  private final Authorities first = Authorities.first(mint.authority(START, Authorities.LIFE));

  private Authorities at(Authorities before, Instant now) {
    return before.at(now, () -> mint.authority(now, Authorities.LIFE));
  }

  private static int certificates(Authorities authorities) {
    return authorities.trusted().split("BEGIN CERTIFICATE", -1).length - 1;
  }

  @Test
  void nothingHappensInTheFirstTwoThirds() {
    Instant almost = first.current().renewal().minusSeconds(1);
    assertThat(at(first, almost)).isEqualTo(first);
    assertThat(first.due()).isEqualTo(first.current().renewal());
  }

  @Test
  void aNewOneIsTrustedBeforeItSigns() {
    // When
    Instant renewal = first.due();
    Authorities spreading = at(first, renewal);

    // Then
    assertThat(spreading.current()).isEqualTo(first.current());
    assertThat(certificates(spreading)).isEqualTo(2);
    assertThat(at(spreading, spreading.due().minusSeconds(1))).isEqualTo(spreading);
  }

  @Test
  void onceItSignsTheOldOneIsStillTrusted() {
    Authorities spreading = at(first, first.due());
    Authorities changed = at(spreading, spreading.due());
    assertThat(changed.current()).isEqualTo(spreading.next());
    assertThat(changed.next()).isNull();
    assertThat(changed.previous()).isEqualTo(first.current().certificate());
    assertThat(certificates(changed)).isEqualTo(2);
  }

  @Test
  void anExpiredOneIsTrustedNoMore() {
    Authorities spreading = at(first, first.due());
    Authorities changed = at(spreading, spreading.due());
    assertThat(changed.due()).isEqualTo(first.current().ends());
    Authorities alone = at(changed, changed.due());
    assertThat(alone.previous()).isNull();
    assertThat(alone.current()).isEqualTo(changed.current());
  }

  @Test
  void anOperatorThatWasAwayTooLongSignsWithANewOneAtOnce() {
    Instant late = first.current().ends().plus(DAY);
    Authorities renewed = at(first, late);
    assertThat(renewed.current().ends()).isAfter(late);
    assertThat(renewed.previous()).isNull();
  }

  @Test
  void aServersCertificateEndsWithItsAuthority() {
    Identity brief = mint.authority(START, DAY);
    Identity server = mint.server(brief, List.of("localhost"), START, Duration.ofDays(30));
    assertThat(server.ends()).isEqualTo(brief.ends());
  }

  @Test
  void whatIsWrittenAsTextIsReadAsItWas() throws GeneralSecurityException {
    Identity identity = first.current();
    assertThat(Pem.identity(Pem.of(identity.certificate()), Pem.of(identity.key())))
        .isEqualTo(identity);
  }

  @Test
  void theKeyIsNotInTheText() {
    assertThat(first.toString()).doesNotContain("PRIVATE").doesNotContain("PrivateKey");
    assertThat(Objects.toString(first.current())).startsWith("Identity[CN=dragoman-operator-ca-");
  }
}
