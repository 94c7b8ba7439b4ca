package io.rq.testkit.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rq.Call;
import io.rq.DuplicateJobException;
import io.rq.Rq;
import io.rq.RqMetrics;
import io.rq.inmemory.InMemoryRq;
import io.rq.testkit.AllowLeftovers;
import io.rq.testkit.Leftover;
import io.rq.testkit.RqBackends;
import io.rq.testkit.RqTest;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Micrometer is told of a program. */
@RqBackends
@RqTest
class RqMetricsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  static int run(int millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("less than nothing");
    }
    return millis;
  }

  @BeforeEach
  void bind(Rq rq) {
    new RqMetrics(rq).bindTo(meters);
  }

  private double enqueued(String queue) {
    return meters.get("rq.jobs.enqueued").tag("queue", queue).counter().count();
  }

  private long runs(String queue, String outcome) {
    return meters.get("rq.job.runs").tags("queue", queue, "outcome", outcome).timer().count();
  }

  private double inRegistry(String queue, String registry) {
    return meters
        .get("rq.registry.size")
        .tags("queue", queue, "registry", registry)
        .gauge()
        .value();
  }

  private double inQueue(String queue) {
    return meters.get("rq.queue.size").tag("queue", queue).gauge().value();
  }

  @Test
  @Pins("DJ-03")
  void countsWhatIsEnqueuedAndTimesWhatRuns(Rq rq) {
    rq.queue("mail")
        .submitAll(List.of(Call.of(RqMetricsTest::run, 1), Call.of(RqMetricsTest::run, 2)));
    rq.queue("mail").enqueue(RqMetricsTest::run, -1);
    rq.queue("low").submit(Call.of(RqMetricsTest::run, 3).id("taken"));
    assertThatExceptionOfType(DuplicateJobException.class)
        .isThrownBy(() -> rq.queue("low").submit(Call.of(RqMetricsTest::run, 3).id("taken")));

    rq.worker("mail", "low").burst();

    assertThat(enqueued("mail")).isEqualTo(3);
    assertThat(enqueued("low")).isEqualTo(1);
    assertThat(runs("mail", "finished")).isEqualTo(2);
    assertThat(runs("mail", "failed")).isEqualTo(1);
    assertThat(runs("low", "finished")).isEqualTo(1);
    assertThat(meters.get("rq.job.runs").timers())
        .allSatisfy(timer -> assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive());
    rq.queue("mail").failed().jobs().forEach(job -> job.delete());
  }

  @Test
  @Pins({"DJ-03", "REG-06"})
  @AllowLeftovers(Leftover.QUEUED)
  void showsHowManyJobsAreWhereWithoutChangingAnything(Rq rq) {
    assertThat(inQueue("default")).as("which is configured").isZero();
    rq.queue("mail").enqueue(RqMetricsTest::run, -1);
    rq.worker("mail").burst();
    rq.queue("mail").enqueue(RqMetricsTest::run, 1);
    rq.queue("mail").enqueueIn(Duration.ofHours(1), RqMetricsTest::run, 1);

    assertThat(inQueue("mail")).isEqualTo(1);
    assertThat(inRegistry("mail", "scheduled")).isEqualTo(1);
    assertThat(inRegistry("mail", "failed")).isEqualTo(1);
    assertThat(inRegistry("mail", "started")).isZero();
    assertThat(inRegistry("mail", "deferred")).isZero();
    assertThat(inRegistry("mail", "finished")).isZero();
    assertThat(inRegistry("mail", "canceled")).isZero();
    rq.queue("mail").jobs().get(0).cancel();
    assertThat(inQueue("mail")).isZero();
    assertThat(inRegistry("mail", "canceled")).isEqualTo(1);
    rq.queue("mail").scheduled().jobs().forEach(job -> job.delete());
    rq.queue("mail").failed().jobs().forEach(job -> job.delete());
  }

  @Test
  @Pins("DJ-03")
  void itsTagsAreQueuesOutcomesAndRegistriesAlone(Rq rq) {
    for (int i = 0; i < 20; i++) {
      rq.queue("mail").submit(Call.of(RqMetricsTest::run, i).id("job-" + i));
    }
    rq.worker("mail").burst();

    assertThat(meters.getMeters())
        .hasSizeLessThan(20)
        .flatMap(meter -> meter.getId().getTags())
        .map(Tag::getKey)
        .containsOnly("queue", "outcome", "registry");
  }

  @Test
  @Pins("DJ-03")
  void severalInOneRegistryAreToldApartOrRefused() {
    SimpleMeterRegistry shared = new SimpleMeterRegistry();
    try (Rq orders = InMemoryRq.queued();
        Rq mail = InMemoryRq.queued()) {
      new RqMetrics(orders, Tags.of("rq", "orders")).bindTo(shared);
      RqMetrics ofMail = new RqMetrics(mail, Tags.of("rq", "mail"));
      ofMail.bindTo(shared);
      orders.queue().enqueue(RqMetricsTest::run, 1);
      orders.queue().enqueue(RqMetricsTest::run, 2);
      mail.queue().enqueue(RqMetricsTest::run, 3);
      orders.worker().burst();
      orders.queue().enqueue(RqMetricsTest::run, 4);

      assertThat(measured(shared, "rq.jobs.enqueued", "orders")).isEqualTo(3);
      assertThat(measured(shared, "rq.queue.size", "orders")).isEqualTo(1);
      assertThat(measured(shared, "rq.job.runs", "orders")).isEqualTo(2);
      assertThat(measured(shared, "rq.jobs.enqueued", "mail")).isEqualTo(1);
      assertThat(measured(shared, "rq.queue.size", "mail")).isEqualTo(1);
      assertThat(shared.find("rq.job.runs").tag("rq", "mail").meters()).isEmpty();
      for (RqMetrics again :
          List.of(new RqMetrics(mail, Tags.of("rq", "mail")), new RqMetrics(mail), ofMail)) {
        assertThatIllegalStateException()
            .isThrownBy(() -> again.bindTo(shared))
            .withMessageContaining("Tags.of(");
      }
      ofMail.close();
      assertThat(shared.get("rq.queue.size").gauges()).hasSize(1);
      ofMail.bindTo(shared);
      assertThat(shared.get("rq.queue.size").gauges()).hasSize(2);

      SimpleMeterRegistry plainFirst = new SimpleMeterRegistry();
      new RqMetrics(orders).bindTo(plainFirst);
      assertThatIllegalStateException()
          .isThrownBy(() -> new RqMetrics(mail, Tags.of("rq", "mail")).bindTo(plainFirst))
          .withMessageContaining("with the tags [], and those of this one, [tag(rq=mail)]");
    }
  }

  private static double measured(MeterRegistry meters, String name, String rq) {
    return meters.get(name).tag("rq", rq).meter().measure().iterator().next().getValue();
  }

  @Test
  @Pins("DJ-03")
  void itsSizesGoWithItsProgramAndThoseOfTheNextOneCome() {
    SimpleMeterRegistry shared = new SimpleMeterRegistry();
    try (Rq first = InMemoryRq.queued()) {
      new RqMetrics(first).bindTo(shared);
      first.queue("mail").enqueue(RqMetricsTest::run, 1);
      assertThat(shared.get("rq.queue.size").gauge().value()).isEqualTo(1);
    }
    assertThat(shared.find("rq.queue.size").gauges()).isEmpty();
    assertThat(shared.find("rq.registry.size").gauges()).isEmpty();

    try (Rq second = InMemoryRq.queued()) {
      RqMetrics metrics = new RqMetrics(second);
      metrics.bindTo(shared);
      second.queue("mail").enqueue(RqMetricsTest::run, 1);
      second.queue("mail").enqueue(RqMetricsTest::run, 2);
      assertThat(shared.get("rq.queue.size").gauge().value()).isEqualTo(2);

      metrics.close();
      second.queue("low").enqueue(RqMetricsTest::run, 3);
      assertThat(shared.find("rq.queue.size").gauges()).isEmpty();
      assertThat(shared.get("rq.jobs.enqueued").tag("queue", "mail").counter().count())
          .as("counted in all")
          .isEqualTo(3);
    }
  }
}
