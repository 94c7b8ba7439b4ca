package io.rq.testkit.equivalence;

import io.rq.DequeueStrategy;
import io.rq.End;
import io.rq.WorkerState;
import io.rq.spi.Place;
import java.time.Instant;
import java.util.List;

/** Makes scenarios: a seed gives the same one again and again. */
final class RandomScenario {

  private final Chance chance;
  private final int queues;
  private final Weighted<Option> options;
  private final Weighted<Task> tasks;
  private final Weighted<Step> steps;

  private RandomScenario(long seed) {
    this.chance = new Chance(seed);
    this.queues = chance.of(1, 2, 3, 3);
    this.options = options();
    this.tasks = tasks();
    this.steps = steps();
  }

  static Scenario of(long seed, int steps) {
    RandomScenario random = new RandomScenario(seed);
    Instant start =
        random.chance.of(
            Instant.parse("2024-01-01T00:00:00Z"),
            Instant.parse("2024-02-28T23:59:58.123456Z"),
            Instant.parse("2023-12-31T23:59:59.999999Z"),
            Instant.parse("2026-07-15T12:30:00.000001Z"));
    return new Scenario(start, random.chance.some(steps, steps, random.steps::next));
  }

  private Weighted<Step> steps() {
    return new Weighted<Step>(chance)
        .always(10, () -> new SubmitStep.Enqueue(queue(), draft()))
        .maybe(3, () -> new SubmitStep.EnqueueAll(queue(), chance.some(0, 4, this::draft)))
        .maybe(
            3,
            () ->
                new SubmitStep.Schedule(
                    queue(), chance.of(-5000L, 0L, 500L, 2000L, 60_000L), draft()))
        .maybe(2, () -> new SubmitStep.Run(queue(), draft()))
        .always(8, this::burst)
        .maybe(3, () -> new WorkStep.Take(queue(), worker(), chance.of(1, 5, 60)))
        .maybe(1, () -> new WorkStep.Extend(chance.below(3), chance.of(1, 5, 60)))
        .maybe(1, () -> new WorkStep.Finish(chance.below(3)))
        .maybe(2, () -> new WorkStep.SignOn(worker(), chance.of(1, 5, 60, 600)))
        .maybe(
            1,
            () -> new WorkStep.Beat(worker(), chance.of(WorkerState.values()), chance.of(1, 5, 60)))
        .maybe(1, () -> new WorkStep.SignOff(worker()))
        .always(3, () -> new TimeStep.Pass(chance.of(1L, 2L, 3L, 10L, 121L, 1200L)))
        .maybe(1, () -> new TimeStep.Pass(chance.of(86_400L * 2, 400L * 86_400 * 2)))
        .always(4, () -> new TimeStep.PassUntil(chance.below(3), chance.of(-1, 0, 0, 1)))
        .maybe(
            3,
            () ->
                new StoreStep.Commit(
                    chance.some(1, 3, this::move), chance.some(0, 2, this::check), chance.oneIn(2)))
        .maybe(1, () -> new StoreStep.CommitEach(chance.some(0, 3, this::move)))
        .maybe(1, () -> new StoreStep.CommitAndTake(move(), queue(), worker(), chance.of(1, 5, 60)))
        .maybe(1, () -> new StoreStep.TakeExactly(job(), worker(), chance.of(1, 5, 60)))
        .maybe(1, () -> new StoreStep.Purge(queue(), chance.of(0, 1, 2, 100)))
        .maybe(1, () -> new StoreStep.CompactPart(queue(), chance.below(3), chance.of(0, 1, 2, 9)))
        .maybe(1, () -> new StoreStep.Forget(queue()))
        .maybe(2, () -> new StoreStep.Acquire(queue(), chance.below(2), chance.of(1, 5, 60)))
        .maybe(1, () -> new StoreStep.Release(queue(), chance.below(2)))
        .maybe(1, () -> new StoreStep.Schedule(chance.below(3), chance.of(1, 5, 60)))
        .maybe(1, () -> new StoreStep.Unschedule(chance.below(3)))
        .maybe(2, () -> new StoreStep.Ask(queue(), job(), chance.below(3), chance.below(5)))
        .maybe(2, () -> new JobStep.Cancel(job()))
        .maybe(2, () -> new JobStep.CancelAndRelease(job()))
        .maybe(2, () -> new JobStep.Delete(job()))
        .maybe(3, () -> new JobStep.Requeue(job(), chance.of(End.values())))
        .maybe(1, () -> new JobStep.Stop(job()))
        .maybe(1, () -> new JobStep.SaveMeta(job(), chance.below(9)))
        .maybe(1, () -> new QueueStep.Empty(queue()))
        .maybe(1, () -> new QueueStep.DeleteQueue(queue()))
        .maybe(1, () -> new QueueStep.Compact(queue()))
        .maybe(1, () -> new QueueStep.RequeueAll(queue(), chance.of(Place.values())))
        .maybe(2, () -> new QueueStep.Suspend(chance.of(0, 1, 5)))
        .maybe(2, QueueStep.Resume::new)
        .always(3, () -> new ReadStep.ReadJob(job()))
        .maybe(2, () -> new ReadStep.ReadQueue(queue()))
        .maybe(
            3,
            () ->
                new ReadStep.ReadRegistry(
                    queue(), chance.of(Place.values()), chance.below(4), chance.below(4), job()))
        .maybe(2, ReadStep.ReadInstallation::new)
        .maybe(1, () -> new ReadStep.Find(chance.of("own-0", "own-1", "nobody", "no id", "")));
  }

  private Weighted<Option> options() {
    return new Weighted<Option>(chance)
        .maybe(2, () -> new Option.Id(chance.below(4)))
        .maybe(2, Option.AtFront::new)
        .maybe(3, () -> new Option.Ttl(chance.of(1, 2, 5, 60)))
        .always(2, () -> new Option.ResultTtl(kept()))
        .always(2, () -> new Option.FailureTtl(kept()))
        .maybe(1, () -> new Option.Timeout(chance.of(-1, 60, 3600)))
        .maybe(
            4,
            () ->
                new Option.Retry(
                    chance.of(1, 2, 3, 12), pauses(), chance.oneIn(3), chance.oneIn(3)))
        .maybe(3, () -> new Option.Again(chance.of(1, 2, 12, 12), pauses()))
        .always(
            5,
            () -> new Option.After(chance.some(1, 4, this::job), chance.oneIn(2), chance.oneIn(4)))
        .maybe(1, () -> new Option.AfterId(chance.below(4), chance.oneIn(2), chance.oneIn(4)))
        .maybe(2, () -> new Option.OnSuccess(chance.of(Callback.values())))
        .maybe(2, () -> new Option.OnFailure(chance.of(Callback.values())))
        .maybe(1, () -> new Option.OnStopped(chance.of(Callback.values())))
        .maybe(2, () -> new Option.Group(chance.below(2)))
        .maybe(1, () -> new Option.Meta(chance.of("a", "ü"), chance.below(9)))
        .maybe(1, () -> new Option.Description(chance.of("", "größer 漢字", "two\nlines")));
  }

  private Weighted<Task> tasks() {
    Weighted<Task> weighted =
        new Weighted<Task>(chance).always(4, () -> Task.ADD).always(3, () -> Task.FAIL);
    for (Task task : Task.values()) {
      weighted.maybe(1, () -> task);
    }
    return weighted;
  }

  private Step burst() {
    return new WorkStep.Burst(
        chance.oneIn(3) ? chance.some(1, 3, this::queue) : List.of(0, 1, 2),
        chance.of(DequeueStrategy.values()),
        chance.of(1, 2, 100, 100),
        !chance.oneIn(4),
        chance.of(500, 500, 5, -1, 0));
  }

  private Move move() {
    return new Move(
        job(),
        chance.of(Move.When.values()),
        chance.of(Move.Goal.values()),
        kept(),
        chance.of(Move.Written.values()));
  }

  private StoreStep.Check check() {
    return new StoreStep.Check(job(), chance.of(StoreStep.Check.About.values()), !chance.oneIn(4));
  }

  private Draft draft() {
    return new Draft(tasks.next(), chance.some(0, 4, options::next));
  }

  private int queue() {
    return chance.below(queues);
  }

  private int worker() {
    return chance.below(2);
  }

  /** Mostly one of the latest. */
  private int job() {
    return chance.oneIn(3) ? chance.below(30) : -1 - chance.below(4);
  }

  private int kept() {
    return chance.of(-1, 0, 1, 2, 5, 60, 600);
  }

  private List<Integer> pauses() {
    return chance.oneIn(2) ? List.of(0) : chance.some(1, 3, () -> chance.of(0, 1, 5, 30));
  }
}
