package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Registry;
import io.rq.Retention;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The registries of a queue, as handles. */
abstract class RegistryBehaviour extends Behaviour {

  @Test
  @Pins({"REG-01", "REG-08"})
  void belongToTheirQueue() {
    Queue low = rq.queue("low");

    for (Registry registry :
        List.of(
            low.started(),
            low.scheduled(),
            low.deferred(),
            low.finished(),
            low.failed(),
            low.canceled())) {
      assertThat(registry.queue()).isEqualTo(low);
      assertThat(registry.toString()).endsWith(" of low");
    }
  }

  @Test
  @Pins("REG-01")
  void areEqualIfTheyAreOfOneKindAndOneQueue() {
    assertThat(queue.failed()).isEqualTo(rq.queue("default").failed());
    assertThat(queue.failed()).hasSameHashCodeAs(rq.queue("default").failed());
    assertThat(queue.failed()).isNotEqualTo(queue.finished());
    assertThat(queue.failed()).isNotEqualTo(rq.queue("low").failed());
    assertThat(queue.failed()).isNotEqualTo(queue);
  }

  @Test
  @Pins({"REG-03", "REG-05", "S-05"})
  void knowTheirJobsByHandleAndById() {
    Job<Integer> here = queue.enqueueIn(Duration.ofMinutes(1), ContractTasks::add, 1, 2);
    Job<Integer> elsewhere = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(queue.scheduled().contains(here)).isTrue();
    assertThat(queue.scheduled().contains(here.id())).isTrue();
    assertThat(queue.scheduled().contains(elsewhere)).isFalse();
    assertThat(queue.scheduled().contains(elsewhere.id())).isFalse();
    assertThat(queue.scheduled().timeOf(here)).contains(clock.instant().plusSeconds(60));
    assertThat(queue.scheduled().timeOf(here.id())).contains(clock.instant().plusSeconds(60));
    assertThat(queue.scheduled().timeOf(elsewhere)).isEmpty();
  }

  @Test
  @Pins({"REG-03", "REG-04", "REG-05"})
  void haveNoTimeOfWhatIsKeptForEver() {
    Job<Integer> kept =
        queue.submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Retention.forever()));
    burst();

    assertThat(queue.finished().contains(kept)).isTrue();
    assertThat(queue.finished().timeOf(kept)).isEmpty();
  }

  @Test
  @Pins({"REG-06", "REG-14"})
  void countAndListTheirJobsInParts() {
    for (int i = 0; i < 5; i++) {
      queue.submit(Call.of(ContractTasks::fail, "boom").id("job-" + i));
    }
    burst();

    assertThat(queue.failed().size()).isEqualTo(5);
    assertThat(queue.failed().jobIds()).extracting(id -> id.value()).hasSize(5).isSorted();
    assertThat(queue.failed().jobIds(1, 2))
        .extracting(id -> id.value())
        .containsExactly("job-1", "job-2");
    assertThat(queue.failed().jobs()).extracting(job -> job.id().value()).hasSize(5).isSorted();
  }
}
