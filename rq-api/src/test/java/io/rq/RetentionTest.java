package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetentionTest {

  @Test
  void endsAtAWholeSecond() {
    Instant ended = Instant.parse("2026-01-01T00:00:00.999999Z");

    assertThat(Retention.of(Duration.ofSeconds(10)).endAfter(ended))
        .contains(Instant.parse("2026-01-01T00:00:10Z"));
    assertThat(Retention.forever().endAfter(ended)).isEmpty();
  }

  @Test
  void zeroKeepsNothing() {
    assertThat(Retention.of(Duration.ZERO)).isEqualTo(Retention.none()).matches(Retention::isNone);
  }

  @Test
  void refusesWhatCannotBeKept() {
    assertThatIllegalArgumentException().isThrownBy(() -> Retention.of(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Retention.of(Duration.ofMillis(500)));
  }

  @Test
  void readsAsInASentence() {
    assertThat(Retention.of(Duration.ofMinutes(5))).hasToString("300 seconds");
    assertThat(Retention.forever()).hasToString("forever");
  }
}
