package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.Call;
import io.rq.Group;
import io.rq.Job;
import io.rq.JobId;
import io.rq.NoSuchJobException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is over is gone, whether the backend still holds it or not. */
abstract class ExpiryBehaviour extends Behaviour {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Job<Integer> waiting(Call<Integer> call) {
    return queue.submit(call.ttl(MINUTE));
  }

  private static Call<Integer> call() {
    return Call.of(ContractTasks::add, 1, 2);
  }

  @Test
  @Pins({"J-12", "Q-21"})
  void noMetaIsSaved() {
    Job<Integer> job = waiting(call());
    pass(60);

    assertThatExceptionOfType(NoSuchJobException.class)
        .isThrownBy(() -> job.saveMeta(Map.of("too", "late")));
  }

  @Test
  @Pins("D-20")
  void itIsNoDependency() {
    Job<Integer> parent = queue.submit(call().resultTtl(MINUTE));
    Job<Integer> child = queue.submit(call().dependsOn(parent));
    burst();

    assertThat(child.dependencies()).containsExactly(asObject(parent));
    pass(60);
    assertThat(child.dependencies()).isEmpty();
  }

  @Test
  @Pins({"G-02", "G-04"})
  void itIsInNoGroup() {
    waiting(call().group("g"));
    assertThat(rq.groups()).extracting(Group::name).containsExactly("g");
    pass(60);

    assertThat(rq.groups()).isEmpty();
    assertThat(rq.findGroup("g")).isEmpty();
  }

  @Test
  @Pins("Q-06")
  void itIsNotAmongThoseThatAreEmptiedOut() {
    waiting(call());
    queue.enqueue(ContractTasks::nothing);
    pass(60);

    assertThat(queue.empty()).isEqualTo(1);
    assertThat(queue.size()).isZero();
  }

  @Test
  @Pins("Q-10")
  void itsIdIsDroppedWhenTheQueueIsCompacted() {
    waiting(call());
    waiting(call());
    Job<Integer> stays = queue.submit(call());
    pass(60);

    assertThat(queue.compact()).isEqualTo(2);
    assertThat(queue.jobIds()).containsExactly(stays.id());
  }

  @Test
  @Pins("Q-10")
  void aLongQueueIsCompactedFromEndToEnd() {
    List<Call<?>> calls = new ArrayList<>();
    for (int i = 0; i < 2100; i++) {
      Call<Integer> one = call().id("job-" + i);
      calls.add(i % 300 == 0 ? one : one.ttl(MINUTE));
    }
    queue.submitAll(calls);
    pass(60);

    assertThat(queue.compact()).isEqualTo(2093);
    assertThat(queue.jobIds().stream().map(JobId::value))
        .containsExactly(
            "job-0", "job-300", "job-600", "job-900", "job-1200", "job-1500", "job-1800");
  }
}
