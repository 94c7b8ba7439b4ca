package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Dependency;
import io.rq.Group;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchGroupException;
import io.rq.Pipeline;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs that belong together. */
abstract class GroupBehaviour extends Behaviour {

  @Test
  @Pins({"G-01", "G-02", "G-03", "G-04", "X-09"})
  void holdTheirJobsOnWhateverQueues() {
    assertThat(rq.groups()).isEmpty();
    assertThat(rq.findGroup("g")).isEmpty();
    Job<Integer> a = queue.submit(Call.of(ContractTasks::add, 1, 2).id("a").group("g"));
    Job<Integer> b = rq.queue("low").submit(Call.of(ContractTasks::add, 3, 4).id("b").group("g"));
    queue.submit(Call.of(ContractTasks::add, 3, 4).group("f"));

    Group group = rq.group("g");
    assertThat(group).hasToString("Group(id=g)");
    assertThat(group.jobs()).containsExactly(asObject(a), asObject(b));
    assertThat(rq.groups()).extracting(Group::name).containsExactly("f", "g");
    assertThat(rq.findGroup("g")).contains(group);
    assertThat(a.group()).contains(group);

    a.delete();
    assertThat(group.jobs()).containsExactly(asObject(b));
    b.delete();
    assertThat(group.jobs()).isEmpty();
    assertThat(rq.groups()).extracting(Group::name).containsExactly("f");
    assertThatExceptionOfType(NoSuchGroupException.class)
        .isThrownBy(() -> rq.group("g"))
        .withMessageContaining("No such group: g")
        .satisfies(e -> assertThat(e.group()).isEqualTo("g"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.of(ContractTasks::add, 1, 2).group(" "));
  }

  @Test
  @Pins({"G-02", "G-03", "G-08"})
  void loseTheJobsWhoseRetentionIsOver() {
    queue.submit(Call.of(ContractTasks::add, 1, 2).group("g").resultTtl(Duration.ofSeconds(10)));
    Job<Integer> longer =
        queue.submit(Call.of(ContractTasks::add, 1, 2).group("g").resultTtl(Duration.ofHours(1)));
    Job<Integer> unkept =
        queue.submit(Call.of(ContractTasks::add, 1, 2).group("g").resultTtl(Duration.ZERO));
    Group group = rq.group("g");
    burst();
    assertThat(unkept.exists()).isFalse();
    assertThat(group.jobs()).hasSize(2);
    pass(10);

    assertThat(group.jobs()).containsExactly(asObject(longer));
    burst();
    longer.delete();

    assertThat(rq.groups()).isEmpty();
  }

  @Test
  @Pins("G-06")
  void tellHowFarTheyAre() {
    Pipeline pipeline = rq.pipeline();
    Job<Integer> good = pipeline.on(queue).submit(Call.of(ContractTasks::add, 1, 2).group("g"));
    Job<Integer> bad = pipeline.on(queue).submit(Call.of(ContractTasks::fail, "no").group("g"));
    Job<Integer> late =
        pipeline
            .on(queue)
            .in(Duration.ofHours(1))
            .submit(Call.of(ContractTasks::add, 3, 4).group("g"));
    Dependency all = Dependency.on(good, bad, late).allowFailure();
    Job<String> afterAll =
        pipeline.on(queue).submit(Call.of(ContractTasks::log, "all done").dependsOn(all));
    pipeline.execute();
    Group group = rq.group("g");
    assertThat(group.counts()).isEqualTo(Map.of(JobStatus.QUEUED, 2L, JobStatus.SCHEDULED, 1L));

    burst();
    assertThat(group.counts())
        .isEqualTo(Map.of(JobStatus.FINISHED, 1L, JobStatus.FAILED, 1L, JobStatus.SCHEDULED, 1L));
    assertThat(group.isDone()).isFalse();
    assertThat(afterAll.status()).isEqualTo(JobStatus.DEFERRED);

    pass(3600);
    assertThat(group.isDone()).as("the first is gone, the last still waits").isFalse();
    burst();
    assertThat(group.isDone()).isTrue();
    assertThat(ContractTasks.LOG).as("once all were done").containsExactly("all done");
    assertThat(group.jobs()).extracting(Job::status).contains(JobStatus.FAILED, JobStatus.FINISHED);
  }
}
