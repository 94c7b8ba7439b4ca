package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.spi.Lease;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a whole installation is suspended and resumed. */
@Pins("W-34")
abstract class SignalsContract extends Chapter {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Test
  void anInstallationIsNotSuspendedAtFirst() {
    assertThat(signals().isSuspended(NOW)).isFalse();
  }

  @Test
  void staysSuspendedUntilItIsResumed() {
    signals().suspend(NOW, Optional.empty());
    assertThat(signals().isSuspended(NOW)).isTrue();
    assertThat(signals().isSuspended(later(1_000_000_000))).isTrue();

    signals().resume();
    assertThat(signals().isSuspended(NOW)).isFalse();
  }

  @Test
  @Pins({"W-34", "CLI-05"})
  void resumesByItselfWhenTheTimeIsOver() {
    signals().suspend(NOW, Optional.of(MINUTE));

    assertThat(signals().isSuspended(NOW)).isTrue();
    assertThat(signals().isSuspended(later(59))).isTrue();
    assertThat(signals().isSuspended(later(61))).isFalse();
  }

  @Test
  void resumingBeforeTheTimeIsOverEndsIt() {
    signals().suspend(NOW, Optional.of(MINUTE));

    signals().resume();

    assertThat(signals().isSuspended(later(1))).isFalse();
  }

  @Test
  void theLastSuspensionCounts() {
    signals().suspend(NOW, Optional.empty());
    signals().suspend(NOW, Optional.of(MINUTE));
    assertThat(signals().isSuspended(later(61))).isFalse();

    signals().suspend(later(30), Optional.of(MINUTE));
    assertThat(signals().isSuspended(later(61))).isTrue();
    assertThat(signals().isSuspended(later(91))).isFalse();

    signals().suspend(later(30), Optional.empty());
    assertThat(signals().isSuspended(later(91))).isTrue();
  }

  @Test
  void resumingWhatIsNotSuspendedDoesNothing() {
    signals().resume();

    assertThat(signals().isSuspended(NOW)).isFalse();
  }

  @Test
  void whatRunsGoesOn() {
    Lease lease = ANN.lease("run");
    start("a", lease);
    signals().suspend(NOW, Optional.empty());

    assertThat(jobs().extend(id("a"), MAIL, lease.renewed(later(1), MINUTE))).isTrue();
    assertThat(commits(SampleStep.finish(found("a"), SampleStep.heldBy(lease), later(2)))).isTrue();
  }
}
