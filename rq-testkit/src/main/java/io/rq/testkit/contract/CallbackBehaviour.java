package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.InstanceResolver;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Pipeline;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.WorkerOptions;
import io.rq.spi.Plan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Functions that are called when a run ended. */
abstract class CallbackBehaviour extends Behaviour {

  private static final String NOTE_END = "io.rq.testkit.contract.ContractTasks.noteEnd";

  /** A service that announces. */
  static final class Announcer {
    final String name;

    Announcer(String name) {
      this.name = name;
    }

    void announce(Job<String> job, String result) {
      ContractTasks.log(name + " announces " + result);
    }
  }

  @Test
  @Pins({"CB-01", "CB-04"})
  void areCalledForTheEndTheyAreFor() {
    queue.submit(
        Call.of(ContractTasks::log, "x")
            .id("good")
            .onSuccess(ContractTasks::onSuccess)
            .onFailure(NOTE_END)
            .onStopped(NOTE_END));
    queue.submit(
        Call.of(ContractTasks::fail, "boom")
            .id("bad")
            .onFailure(ContractTasks::onFailure)
            .onSuccess(NOTE_END)
            .onStopped(NOTE_END));
    burst();

    assertThat(ContractTasks.LOG)
        .containsExactly("x", "success of good: x", "failure of bad: boom");
  }

  @Test
  @Pins({"CB-02", "CB-03", "J-35"})
  void areStoredByNameWithTheirTimeouts() {
    Job<String> job =
        queue.submit(
            Call.of(ContractTasks::log, "x")
                .onSuccess(ContractTasks::onSuccess)
                .onFailure("my_package.on_failure", Duration.ofMinutes(2))
                .onStopped(NOTE_END, Duration.ofSeconds(5)));

    Plan plan = backend.jobs().find(List.of(job.id())).get(0).orElseThrow().spec().plan();
    assertThat(plan.onSuccess())
        .isEqualTo(
            new Plan.Callback(
                "io.rq.testkit.contract.ContractTasks.onSuccess", Duration.ofMinutes(1)));
    assertThat(plan.onFailure())
        .isEqualTo(new Plan.Callback("my_package.on_failure", Duration.ofMinutes(2)));
    assertThat(plan.onStopped()).isEqualTo(new Plan.Callback(NOTE_END, Duration.ofSeconds(5)));
    Job<String> without = queue.enqueue(ContractTasks::log, "x");
    assertThat(backend.jobs().find(List.of(without.id())).get(0).orElseThrow().spec().plan())
        .isEqualTo(Plan.NONE);
  }

  @Test
  @Pins("CB-02")
  void mustHaveANameThatAWorkerCanCall() {
    Call<String> call = Call.of(ContractTasks::log, "x");
    Announcer announcer = new Announcer("this one");

    assertThatIllegalArgumentException().isThrownBy(() -> call.onSuccess((job, result) -> {}));
    assertThatIllegalArgumentException().isThrownBy(() -> call.onFailure(" "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.onStopped(ContractTasks::onEnd, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.submit(call.onSuccess(announcer::announce)))
        .withMessageContaining("instance method")
        .withMessageContaining("InstanceResolver");
    assertThat(rq.queues()).isEmpty();

    Rq resolving =
        Rq.on(backend)
            .clock(clock)
            .instances(InstanceResolver.of(new Announcer("the resolver's")))
            .open();
    resolving.queue().submit(call.onSuccess(announcer::announce));
    resolving.worker().burst();
    assertThat(ContractTasks.LOG).containsExactly("x", "the resolver's announces x");
  }

  @Test
  @Pins("CB-03")
  void areTakenOnEveryWayOfEnqueueing() {
    Call<String> call = Call.of(ContractTasks::log, "x").onSuccess(ContractTasks::onSuccess);
    queue.submit(call.id("now"));
    queue.in(Duration.ZERO).submit(call.id("in"));
    queue.at(clock.instant()).submit(call.id("at"));
    queue.submitAll(List.of(call.id("many")));
    Pipeline pipeline = rq.pipeline();
    pipeline.on(queue).submit(call.id("pipeline"));
    pipeline.execute();
    burst();
    synchronous().queue().submit(call.id("sync"));

    for (String id : List.of("now", "in", "at", "many", "pipeline", "sync")) {
      assertThat(runs("success of " + id + ": x")).as(id).isEqualTo(1);
    }
  }

  @Test
  @Pins({"CB-05", "R-10", "SYNC-17"})
  void makeARunFailIfTheyFail() {
    Call<String> call =
        Call.of(ContractTasks::log, "x")
            .onSuccess(ContractTasks::failingOnSuccess)
            .onFailure("io.rq.testkit.contract.ContractTasks.noteEnd");
    Job<String> job = queue.submit(call.id("it").retry(Retry.max(1)));
    burst();
    Job<String> inline = synchronous().queue().submit(call.id("inline"));

    assertThat(job.results()).as("a failure like any other").hasSize(2);
    for (Job<String> each : List.of(job, inline)) {
      assertThat(each.status()).isEqualTo(JobStatus.FAILED);
      assertThat(queue.finished().contains(each)).isFalse();
      assertThat(each.latestResult().orElseThrow().failure().orElseThrow())
          .contains("callback of " + each.id() + " failed");
    }
    assertThat(runs("end of it: started")).isEqualTo(2);
    assertThat(runs("end of inline: started")).isEqualTo(1);
  }

  @Test
  @Pins({"W-19", "SYNC-17"})
  void leaveTheirOwnTraceIfTheyFailAfterAFailure() {
    Call<Integer> call =
        Call.of(ContractTasks::fail, "boom").onFailure(ContractTasks::failingOnFailure);
    Job<Integer> job = queue.submit(call);
    burst();
    Job<Integer> inline = synchronous().queue().submit(call);

    for (Job<Integer> each : List.of(job, inline)) {
      assertThat(each.status()).isEqualTo(JobStatus.FAILED);
      assertThat(each.latestResult().orElseThrow().failure().orElseThrow())
          .contains("on_failure failed, too");
    }
  }

  @Test
  @Pins({"CB-06", "J-30", "SYNC-16", "SYNC-08"})
  void areCalledWithinTheRunBeforeAnythingIsStored() {
    Call<String> call = Call.of(ContractTasks::log, "x").onSuccess(ContractTasks::describeCallback);
    String here = Thread.currentThread().getName();
    queue.submit(call.id("it"));
    burst();
    synchronous().queue().submit(call.id("inline").resultTtl(Duration.ZERO));

    assertThat(ContractTasks.LOG)
        .containsExactly(
            "x",
            "it in " + here + ": current it, started, 0 results, given x",
            "x",
            "inline in " + here + ": current inline, started, 0 results, given x");
    assertThat(Job.current()).isEmpty();
  }

  @Test
  @Pins({"CB-07", "SYNC-16"})
  void haveTheirTimeWithAWorkerAndAllTheTimeInASynchronousProgram() {
    ContractTasks.gate = new CountDownLatch(1);
    Call<String> call =
        Call.of(ContractTasks::log, "x")
            .onSuccess(ContractTasks::outlastASecond, Duration.ofSeconds(1));
    Job<String> job = queue.submit(call);
    burst();
    Job<String> inline = synchronous().queue().submit(call);

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("Task exceeded maximum timeout value (1 seconds)");
    assertThat(inline.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  @Pins("R-09")
  void areCalledAtEachFailedAttempt() {
    queue.submit(
        Call.of(ContractTasks::fail, "boom")
            .id("it")
            .retry(Retry.max(2))
            .onFailure(ContractTasks::onFailure));
    burst();

    assertThat(runs("failure of it: boom")).isEqualTo(3);
  }

  @Test
  @Pins("CB-09")
  void areNotCalledWhenTheFunctionAsksForAnotherRun() {
    queue.submit(Call.of(ContractTasks::again, 1, 0).onSuccess(NOTE_END).onFailure(NOTE_END));
    burst();

    assertThat(ContractTasks.LOG).containsExactly("again", "again");
  }

  @Test
  @Pins({"CB-10", "CMD-04"})
  void cannotKeepAStoppedJobFromBeingStopped() {
    Job<Void> job =
        queue.submit(
            Call.ofVoid(ContractTasks::waitAtGate).onStopped(ContractTasks::failingOnStopped));
    try (LiveWorker worker = LiveWorker.start(rq.worker(WorkerOptions.on().maxJobs(1)))) {
      worker.awaitArrival();
      job.stop();
      worker.report();
    }

    assertThat(ContractTasks.LOG).as("before it is stored").containsExactly("stopping, started");
    assertThat(job.status()).isEqualTo(JobStatus.STOPPED);
    assertThat(queue.failed().contains(job)).isTrue();
  }
}
