package dev.dragoman.gateway.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.gateway.source.stream.FakeOperator;
import dev.dragoman.gateway.source.stream.Operator;
import dev.dragoman.gateway.source.stream.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --selftest} finds at an operator that is a fake. */
class SelfTestTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private FakeOperator operator;

  @BeforeEach
  void operator() throws Exception {
    operator = FakeOperator.startFor(folder);
  }

  @AfterEach
  void stop() {
    operator.close();
  }

  private int run(Operator.Names names) throws InterruptedException {
    return SelfTest.run(
        operator.reachedFrom(folder, names),
        1,
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private static List<InetAddress> here(String host) {
    return List.of(InetAddress.getLoopbackAddress());
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void oneThatLeadsIsEnough() throws InterruptedException {
    assertThat(run(SelfTestTest::here)).isZero();
    assertThat(output())
        .isEqualToNormalizingNewlines(
            """
            ok %s has 1 address(es)
            ok 127.0.0.1 leads and accepts the tokens of this cluster
            """
                .formatted(operator.uri().getAuthority()));
  }

  @Test
  void aTokenThatIsNotAcceptedFails() throws Exception {
    Files.writeString(folder.resolve("token"), "of-another-cluster");
    assertThat(run(SelfTestTest::here)).isEqualTo(1);
    assertThat(output())
        .contains("FAILED 127.0.0.1 401: the operator does not accept this pod's token")
        .doesNotContain("of-another-cluster");
  }

  @Test
  void anotherAuthorityFails() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(folder.resolve("ca.crt"), TestCertificates.make(other).authority());
    assertThat(run(SelfTestTest::here)).isEqualTo(1);
    assertThat(output()).contains("FAILED 127.0.0.1 SSLHandshakeException");
  }

  @Test
  void oneThatStandsByIsGoodButSomebodyHasToLead() throws InterruptedException {
    operator.lead(false);
    assertThat(run(SelfTestTest::here)).isEqualTo(1);
    assertThat(output()).contains("ok 127.0.0.1 stands by").contains("FAILED 0 operators lead");
  }

  @Test
  void anAddressThatDoesNotAnswerFails() throws InterruptedException {
    operator.close();
    assertThat(run(SelfTestTest::here)).isEqualTo(1);
    assertThat(output()).contains("FAILED 127.0.0.1 ").contains("Connection refused");
  }

  @Test
  void aNameWithoutAnAddressFails() throws InterruptedException {
    assertThat(
            run(host -> {
              throw new UnknownHostException(host);
            }))
        .isEqualTo(1);
    assertThat(output()).startsWith("FAILED " + operator.uri().getAuthority() + " has no address");
  }

  @Test
  void aMissingVariableIsNamed() throws InterruptedException {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    assertThat(SelfTest.run(Map.of(), out)).isEqualTo(78);
    assertThat(output()).contains("DRAGOMAN_OPERATOR: is missing");
  }
}
