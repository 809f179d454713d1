package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.operator.cluster.PodProcess;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The chart's {@code helm test}: its pod as a process beside a real operator. */
@NeedsApiServer(controllers = true)
class SelfTestOnFleetTest {

  @Test
  void aPodWithoutAnyRightFindsTheOperator(ApiServer server) throws Exception {
    try (FleetCluster cluster = new FleetCluster(server, Clock.systemUTC())) {
      PodProcess pod = cluster.selfTest();
      int exit = pod.runToEnd();
      assertThat(pod.output())
          .contains("has 1 address(es)")
          .contains("ok 127.0.0.1 leads and accepts the tokens of this cluster")
          .doesNotContain("FAILED");
      assertThat(exit).isZero();
    }
  }
}
