package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.defer;
import static io.rq.testkit.contract.SampleStep.finish;
import static io.rq.testkit.contract.SampleStep.heldBy;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.release;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.Change;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several steps in one call: each applies wholly or not at all, whatever becomes of the others. */
abstract class CommitEachContract extends Chapter {

  @Test
  void appliesNothingIfNothingIsAskedFor() {
    enqueue("a");
    Snapshot before = everything();

    assertThat(jobs().commitEach(List.of())).isEmpty();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void tellsOfEachStepInItsPlaceWhetherItApplied() {
    Lease first = ANN.lease("run-1");
    Lease second = ANN.lease("run-2");
    JobRecord a = start("a", first);
    JobRecord b = start("b", second);
    enqueue("c");

    List<Boolean> applied =
        each(
            finish(b, heldBy(first), later(5)),
            finish(a, heldBy(first), later(5)),
            cancel(found("c"), in(JobStatus.SCHEDULED), NOW),
            finish(job("nobody").queued().job(), in(JobStatus.values()), later(5)),
            cancel(found("c"), in(JobStatus.QUEUED), NOW));

    assertThat(applied).containsExactly(false, true, false, false, true);
    assertThat(ids(Place.FINISHED)).containsExactly("a");
    assertThat(results("a")).hasSize(1);
    assertThat(ids(Place.CANCELED)).containsExactly("c");
    assertThat(found("b")).isEqualTo(b);
    assertThat(lines(Place.STARTED)).containsExactly(run("b", second));
    assertThat(find("nobody")).isEmpty();
  }

  @Test
  void changesNothingIfNoStepApplies() {
    register(ANN);
    Lease lease = ANN.lease("run");
    JobRecord held = start("a", lease);
    enqueue("b");
    Snapshot before = everything();

    List<Boolean> applied =
        jobs()
            .commitEach(
                List.of(
                    Transition.of(finish(held, heldBy(ANN.lease("other")), later(5)))
                        .countedFor(tally(true)),
                    Transition.of(cancel(found("b"), in(JobStatus.STARTED), NOW))));

    assertThat(applied).containsExactly(false, false);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @Pins("S-06")
  void appliesStepsInTheirOrder() {
    insert(
        job("a").scheduled(NOW),
        job("b").scheduled(NOW),
        job("c").scheduled(NOW),
        job("d").scheduled(NOW));

    List<Boolean> applied =
        each(due("b", End.BACK), due("a", End.BACK), due("c", End.FRONT), due("d", End.FRONT));

    assertThat(applied).containsExactly(true, true, true, true);
    assertThat(waiting()).containsExactly("d", "c", "b", "a");
  }

  @Test
  void aStepSeesWhatTheOnesBeforeItDid() {
    enqueue("a", "b");
    JobRecord a = found("a");
    JobRecord b = found("b");

    assertThat(
            each(
                cancel(a, in(JobStatus.QUEUED), NOW),
                cancel(a, in(JobStatus.QUEUED), later(60)),
                cancel(b, in(JobStatus.QUEUED), NOW),
                requeue(b, in(JobStatus.CANCELED), later(1), End.BACK)))
        .containsExactly(true, false, true, true);

    assertThat(lines(Place.CANCELED)).containsExactly(line("a", NOW_CUT));
    assertThat(waiting()).containsExactly("b");
    assertThat(found("b").state().enqueuedAt()).isEqualTo(later(1));
  }

  @Test
  void ofTwoStepsOfOneRunTheFirstApplies() {
    Lease lease = ANN.lease("run");
    JobRecord held = start("a", lease);

    assertThat(
            each(
                finish(held, heldBy(lease), later(5)),
                requeue(held, heldBy(lease), later(5), End.BACK)))
        .containsExactly(true, false);

    assertThat(placesOf("a")).containsExactly(Place.FINISHED);
  }

  @Test
  void theFactsOfAStepAreLookedAtWhenItsTurnComes() {
    enqueue("p");
    insert(job("a").deferred(NOW, id("p")), job("b").deferred(NOW, id("p")));
    Fact.Status canceled = new Fact.Status(id("p"), Optional.of(JobStatus.CANCELED));
    Fact.Dependents both = new Fact.Dependents(id("p"), Set.of(id("a"), id("b")));
    Fact.Dependents onlyB = new Fact.Dependents(id("p"), Set.of(id("b")));

    List<Boolean> applied =
        jobs()
            .commitEach(
                List.of(
                    step(released("a"), canceled),
                    Transition.of(cancel(found("p"), in(JobStatus.QUEUED), NOW)),
                    step(released("a"), canceled, onlyB),
                    step(released("a"), canceled, both),
                    step(released("b"), canceled, both),
                    step(released("b"), canceled, onlyB)));

    assertThat(applied).containsExactly(false, true, false, true, false, true);
    assertThat(waiting()).containsExactly("a", "b");
    assertThat(dependents("p")).isEmpty();
  }

  @Test
  void aStepOfSeveralChangesAppliesWhollyOrNotAtAllByItself() {
    enqueue("a", "b", "c", "d");
    Change a = cancel(found("a"), in(JobStatus.QUEUED), NOW);
    Change wrong = cancel(found("b"), in(JobStatus.STARTED), NOW);
    Change c = cancel(found("c"), in(JobStatus.QUEUED), NOW);
    Change d = defer(found("d"), in(JobStatus.QUEUED), NOW, id("a"));

    List<Boolean> applied =
        jobs()
            .commitEach(
                List.of(
                    new Transition(List.of(a, wrong), List.of(), null),
                    new Transition(List.of(c, d), List.of(), null)));

    assertThat(applied).containsExactly(false, true);
    assertThat(waiting()).containsExactly("a", "b");
    assertThat(ids(Place.CANCELED)).containsExactly("c");
    assertThat(ids(Place.DEFERRED)).containsExactly("d");
  }

  @Test
  @Pins("W-22")
  void countsForTheWorkersOfThoseThatApplied() {
    register(ANN);
    List<Transition> steps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Lease lease = ANN.lease("run-" + i);
      JobRecord held = start("job-" + i, lease);
      steps.add(Transition.of(finish(held, heldBy(lease), later(5))).countedFor(tally(i != 2)));
      steps.add(
          Transition.of(requeue(held, heldBy(lease), later(5), End.BACK)).countedFor(tally(false)));
    }

    assertThat(jobs().commitEach(steps)).containsExactly(true, false, true, false, true, false);

    assertThat(seen(ANN, later(5)).succeeded()).isEqualTo(2);
    assertThat(seen(ANN, later(5)).failed()).isEqualTo(1);
    assertThat(seen(ANN, later(5)).workingTime()).isEqualTo(Duration.ofSeconds(15));
    assertThat(seen(ANN, later(5)).currentJob()).isNull();
  }

  @Test
  void stepsOfSeveralQueuesGoTogether() {
    insert(job("a").scheduled(NOW), job("b").in(NEWS).scheduled(NOW));

    assertThat(each(due("b", End.BACK), due("a", End.BACK))).containsExactly(true, true);

    assertThat(waiting()).containsExactly("a");
    assertThat(jobs().position(NEWS, id("b"))).hasValue(0);
  }

  @Test
  void aThousandStepsGoInOneCall() {
    List<String> ids = Stream.iterate(1000, i -> i + 1).limit(1000).map(i -> "job-" + i).toList();
    insert(ids.stream().map(id -> job(id).scheduled(NOW)).toArray(Insertion[]::new));
    List<Transition> steps =
        ids.stream()
            .map(id -> job(id).scheduled(NOW).job())
            .map(record -> release(record, in(JobStatus.SCHEDULED), later(1), End.BACK))
            .map(Transition::of)
            .toList();

    assertThat(jobs().commitEach(steps)).isEqualTo(Collections.nCopies(1000, true));
    assertThat(waiting()).isEqualTo(ids);
    assertThat(jobs().commitEach(steps)).isEqualTo(Collections.nCopies(1000, false));
  }

  @Test
  void ofManyThreadsThatTakeTheSameStepsOneTakesEach() throws Exception {
    List<Transition> steps = new ArrayList<>();
    for (String id : List.of("a", "b", "c")) {
      insert(job(id).scheduled(NOW));
      steps.add(Transition.of(due(id, End.BACK)));
    }

    List<List<Boolean>> applied;
    try (Threads threads = new Threads()) {
      applied = threads.all(8, () -> jobs().commitEach(steps));
    }

    for (int i = 0; i < 3; i++) {
      int step = i;
      assertThat(applied.stream().map(answer -> answer.get(step))).containsOnlyOnce(true);
    }
    assertThat(waiting()).containsExactly("a", "b", "c");
  }

  private List<Boolean> each(Change... changes) {
    return jobs().commitEach(Arrays.stream(changes).map(Transition::of).toList());
  }

  private Change due(String job, End end) {
    return release(found(job), in(JobStatus.SCHEDULED), later(1), end);
  }

  private Change released(String job) {
    return release(found(job), in(JobStatus.DEFERRED), later(1), End.BACK);
  }

  private static Transition step(Change change, Fact... facts) {
    return new Transition(List.of(change), List.of(facts), null);
  }

  private static WorkerTally tally(boolean succeeded) {
    return new WorkerTally(ANN.name(), succeeded, Duration.ofSeconds(5), later(5));
  }
}
