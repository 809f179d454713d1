package dev.dragoman.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
  /** An exception of an ipBlock has to be a strict part of it, or the API server refuses it. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 169.254.0.0/16, true",
    "128.0.0.0/1, 169.254.0.0/16, true",
    "169.254.0.0/15, 169.254.0.0/16, true",
    "169.254.0.0/16, 169.254.0.0/16, false",
    "169.254.20.10/32, 169.254.0.0/16, false",
    "10.0.0.0/8, 169.254.0.0/16, false",
    "::/0, 169.254.0.0/16, false",
    "::/0, fe80::/10, true",
    "fd00::/8, fd00:ec2::254/128, true",
    "fd01::/16, fd00:ec2::254/128, false"
  })
  void enclosesWhatIsAStrictPartOfIt(String outer, String inner, boolean expected) {
    assertThat(new AddressRange(outer).encloses(new AddressRange(inner))).isEqualTo(expected);
  }
}
