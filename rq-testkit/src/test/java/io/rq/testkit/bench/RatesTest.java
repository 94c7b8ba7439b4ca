package io.rq.testkit.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RatesTest {

  @Test
  void togetherIsAtTheSameTimeAndUntilAllIsDone() throws Exception {
    CyclicBarrier all = new CyclicBarrier(3);
    AtomicInteger done = new AtomicInteger();

    Rates.together(
        3,
        () -> {
          all.await(1, TimeUnit.MINUTES);
          done.incrementAndGet();
        });

    assertThat(done).hasValue(3);
  }

  @Test
  void workThatFailsEndsTheMeasurement() {
    assertThatThrownBy(
            () ->
                Rates.together(
                    2,
                    () -> {
                      throw new IllegalStateException("boom");
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("boom");
  }
}
