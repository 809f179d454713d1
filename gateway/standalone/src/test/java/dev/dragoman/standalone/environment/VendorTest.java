package dev.dragoman.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class VendorTest {
  @Test
  void everyNameBelongsToOneVendorByItsPrefix() {
    List<Vendor> vendors = Vendor.known();
    assertThat(vendors)
        .extracting(Vendor::name)
        .containsExactly("anthropic", "openai", "deepseek", "gemini", "azure");
    for (Vendor vendor : vendors) {
      for (String model : vendor.models()) {
        assertThat(vendors.stream().filter(other -> !other.models().isEmpty() && other.owns(model)))
            .as(model)
            .containsExactly(vendor);
        assertThat(vendor.prefixes()).as(model).anyMatch(model::startsWith);
      }
      assertThat(new HashSet<>(vendor.models())).hasSameSizeAs(vendor.models());
    }
  }
}
