package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ChangingGateway.Edit;
import dev.dragoman.gateway.config.ChangingGateway.Part;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import reactor.test.scheduler.VirtualTimeScheduler;

/** However a configuration came about, it is what a fresh pod would make of it. */
class IncrementalProperties {
  /** A pod and its connections. */
  private static final class Pod {
    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final HttpAccounts accounts = new HttpAccounts(time);
    final LiveConfig live =
        new LiveConfig(accounts, Clock.systemUTC(), (configuration, outcome, took) -> {});

    /** Long enough for requests of earlier snapshots to be over. */
    void rest() {
      time.advanceTimeBy(Duration.ofDays(1));
    }
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    return Combinators.combine(Arbitraries.of(Part.class), Arbitraries.longs())
        .as(Edit::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Property(tries = 300)
  void editsOneByOneMakeWhatAFreshPodMakes(@ForAll("edits") List<Edit> edits) {
    ChangingGateway gateway = new ChangingGateway();
    Pod running = new Pod();
    Configuration inForce = gateway.configuration();
    running.live.apply(inForce);
    for (Edit edit : edits) {
      gateway.apply(edit);
      if (edit.part() == Part.DENIALS) {
        running.live.deny(gateway.denials());
        running.rest();
        assertThatBothServe(running, fresh(gateway, inForce));
        continue;
      }
      Configuration next = gateway.configuration();
      if (isAtFaultWhereItIsDenied(gateway, next)) {
        continue;
      }
      ApplyOutcome outcome = running.live.apply(next);
      running.rest();
      Pod fresh = fresh(gateway);
      switch (fresh.live.apply(next)) {
        case Applied applied -> {
          assertThat(outcome).isEqualTo(applied);
          inForce = next;
          assertThatBothServe(running, fresh);
        }
        case Rejected(long _, long _, String reason) -> {
          assertThat(outcome)
              .isEqualTo(
                  new Rejected(next.config().generation(), inForce.config().generation(), reason));
          assertThatBothServe(running, fresh(gateway, inForce));
        }
        case ApplyOutcome.Stale stale -> throw new AssertionError(stale.toString());
      }
    }
  }

  /** Nothing is promised of a source whose fault is hidden by a denial, until that is lifted. */
  private static boolean isAtFaultWhereItIsDenied(
      ChangingGateway gateway, Configuration configuration) {
    return new Pod().live.apply(configuration) instanceof Rejected
        && fresh(gateway).live.apply(configuration) instanceof Applied;
  }

  private static Pod fresh(ChangingGateway gateway) {
    Pod fresh = new Pod();
    fresh.live.deny(gateway.denials());
    return fresh;
  }

  private static Pod fresh(ChangingGateway gateway, Configuration configuration) {
    Pod fresh = fresh(gateway);
    fresh.live.apply(configuration);
    return fresh;
  }

  private static void assertThatBothServe(Pod running, Pod fresh) {
    RuntimeConfig actual = running.live.holder().current();
    RuntimeConfig expected = fresh.live.holder().current();
    assertThat(actual.generation()).isEqualTo(expected.generation());
    assertThat(actual.problems()).isEqualTo(expected.problems());
    assertThat(actual.policy()).isEqualTo(expected.policy());
    assertThat(actual.listedModels(Caller.ANONYMOUS))
        .isEqualTo(expected.listedModels(Caller.ANONYMOUS));
    for (String model : ChangingGateway.MODELS) {
      assertThat(actual.route(model))
          .usingRecursiveComparison()
          .ignoringFieldsMatchingRegexes(".*\\.account\\.(pools|resolver)")
          .isEqualTo(expected.route(model));
    }
    for (String keyId : ChangingGateway.keyIds()) {
      assertThat(actual.key(keyId)).usingRecursiveComparison().isEqualTo(expected.key(keyId));
    }
    assertThat(running.accounts.count()).isEqualTo(fresh.accounts.count());
  }
}
