package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.gateway.AdminClient.Answer;
import org.junit.jupiter.api.Test;

/** A gateway without a master key. */
class AdminOffTest {
  @Test
  void withoutAMasterKeyNothingIsThere() throws Exception {
    try (TestGateway gateway = TestGateway.serving().simulated("chat").start()) {
      // When
      Answer answer = new AdminClient(gateway).get("/admin/v1/keys");

      // Then
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text("/error/message"))
          .isEqualTo("the admin API is off; a start with MASTER_API_KEY turns it on");
    }
  }
}
