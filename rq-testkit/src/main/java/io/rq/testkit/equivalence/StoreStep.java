package io.rq.testkit.equivalence;

import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.SchedulerInfo;
import io.rq.SchedulerName;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.Fact;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Locks;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.Selection;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something is done to the backend that RQ itself would not do, or not in that order, but might: a
 * backend decides nothing, so it must be able to do it.
 */
public sealed interface StoreStep extends Step {

  /** Moves are committed together, or none of them. */
  record Commit(List<Move> moves, List<Check> checks, boolean counted) implements StoreStep {
    @Override
    public Object in(Program program) {
      return store(program).commit(transition(program, moves, checks, counted));
    }
  }

  /** Moves are committed, each on its own. */
  record CommitEach(List<Move> moves) implements StoreStep {
    @Override
    public Object in(Program program) {
      return store(program)
          .commitEach(
              moves.stream()
                  .map(move -> transition(program, List.of(move), List.of(), false))
                  .toList());
    }
  }

  /** A move is committed, and the next job of a queue is taken. */
  record CommitAndTake(Move move, int queue, int worker, int seconds) implements StoreStep {
    @Override
    public Object in(Program program) {
      Selection next = new Selection.FirstOf(List.of(name(queue)));
      Transition transition = transition(program, List.of(move), List.of(), true);
      var settlement =
          store(program).commitAndClaim(transition, next, lease(program, worker, seconds));
      settlement.next().ifPresent(program::takes);
      return settlement;
    }
  }

  /** One job is taken from its queue, wherever it stands there. */
  record TakeExactly(int job, int worker, int seconds) implements StoreStep {
    @Override
    public Object in(Program program) {
      return program
          .job(job)
          .flatMap(
              found -> {
                Selection it = new Selection.Exactly(program.origin(found), found.id());
                Optional<Claim> claim = store(program).claim(it, lease(program, worker, seconds));
                claim.ifPresent(program::takes);
                return claim;
              });
    }
  }

  /** Jobs whose retention is over are removed. */
  record Purge(int queue, int limit) implements StoreStep {
    @Override
    public Object in(Program program) {
      return store(program).purge(name(queue), program.now(), limit);
    }
  }

  /** Ids without a waiting job are dropped from a part of a queue. */
  record CompactPart(int queue, int offset, int limit) implements StoreStep {
    @Override
    public Object in(Program program) {
      return store(program).compact(name(queue), new Range(offset, limit), program.now());
    }
  }

  /** A queue is forgotten, if nothing waits in it. */
  record Forget(int queue) implements StoreStep {
    @Override
    public Object in(Program program) {
      return store(program).forget(name(queue));
    }
  }

  /** A lock is taken. */
  record Acquire(int queue, int owner, int seconds) implements StoreStep {
    @Override
    public Object in(Program program) {
      return program
          .backend()
          .locks()
          .acquire(
              Locks.Purpose.MAINTENANCE,
              name(queue),
              "owner" + owner,
              program.now(),
              Duration.ofSeconds(seconds));
    }
  }

  /** A lock is freed. */
  record Release(int queue, int owner) implements StoreStep {
    @Override
    public @Nullable Object in(Program program) {
      program.backend().locks().release(Locks.Purpose.MAINTENANCE, name(queue), "owner" + owner);
      return null;
    }
  }

  /** A scheduler says that it is alive. */
  record Schedule(int scheduler, int seconds) implements StoreStep {
    @Override
    public Object in(Program program) {
      List<QueueName> had =
          program
              .backend()
              .schedulers()
              .beat(info(program, scheduler), program.now(), Duration.ofSeconds(seconds));
      return List.of(had, schedulers(program));
    }
  }

  /** A scheduler signs off. */
  record Unschedule(int scheduler) implements StoreStep {
    @Override
    public Object in(Program program) {
      boolean lived =
          program.backend().schedulers().unregister(info(program, scheduler), program.now());
      return List.of(lived, schedulers(program));
    }
  }

  /** What the store tells of a queue. */
  record Ask(int queue, int job, int offset, int limit) implements StoreStep {
    @Override
    public Object in(Program program) {
      JobStore store = store(program);
      List<Object> answers = new ArrayList<>();
      for (Place place : Place.values()) {
        answers.add(store.count(name(queue), place));
        answers.add(store.list(name(queue), place, new Range(offset, limit)));
      }
      List<Entry> due = store.due(name(queue), Place.SCHEDULED, program.now(), limit);
      answers.add(due);
      answers.add(store.due(name(queue), Place.STARTED, program.now(), limit));
      program.job(job).ifPresent(found -> answers.add(store.position(name(queue), found.id())));
      answers.add(schedulers(program));
      return answers;
    }
  }

  /**
   * Something that a commit relies on.
   *
   * @param job the index of a job
   * @param about what it is about
   * @param holds whether it is so; that a job is due never is while it is not scheduled
   */
  record Check(int job, About about, boolean holds) {

    /** What a commit relies on. */
    public enum About {
      /** The job's status. */
      STATUS,
      /** Which jobs wait for it. */
      DEPENDENTS,
      /** That its time has come: it has just now; or, if that is not so, it will in a second. */
      DUE
    }

    Optional<Fact> toFact(Program program) {
      return program.job(job).map(found -> fact(program, found));
    }

    private Fact fact(Program program, Job<?> found) {
      return switch (about) {
        case STATUS -> status(program, found.id());
        case DEPENDENTS -> waiting(program, found.id());
        case DUE -> due(program, found.id(), program.origin(found));
      };
    }

    private Fact status(Program program, JobId id) {
      var status = store(program).find(List.of(id)).get(0).map(found -> found.state().status());
      return new Fact.Status(id, holds ? status : Optional.of(JobStatus.CREATED));
    }

    private Fact waiting(Program program, JobId id) {
      return new Fact.Dependents(id, holds ? store(program).dependents(id) : Set.of(id));
    }

    private Fact due(Program program, JobId id, QueueName queue) {
      Instant due =
          store(program).list(queue, Place.SCHEDULED, Range.ALL).stream()
              .filter(entry -> entry.job().equals(id))
              .findFirst()
              .map(Entry::time)
              .orElse(program.now());
      return new Fact.Due(id, queue, holds ? due : due.minusSeconds(1));
    }
  }

  private static JobStore store(Program program) {
    return program.backend().jobs();
  }

  private static QueueName name(int queue) {
    return QueueName.of(Program.queueName(queue));
  }

  private static Lease lease(Program program, int worker, int seconds) {
    return new Lease(
        program.newExecution(),
        Program.lostWorker(worker),
        program.now(),
        Duration.ofSeconds(seconds));
  }

  // Of two moves of one job, the last one counts.
  private static Transition transition(
      Program program, List<Move> moves, List<Check> checks, boolean counted) {
    Map<Object, Change> changes = new LinkedHashMap<>();
    moves.stream()
        .flatMap(move -> move.toChange(program).stream())
        .forEach(change -> changes.put(change.job(), change));
    return new Transition(
        List.copyOf(changes.values()),
        checks.stream().flatMap(check -> check.toFact(program).stream()).toList(),
        counted
            ? new WorkerTally(Program.lostWorker(0), true, Duration.ofMillis(1500), program.now())
            : null);
  }

  private static SchedulerInfo info(Program program, int scheduler) {
    return new SchedulerInfo(
        SchedulerName.of("scheduler-" + scheduler),
        List.of(name(scheduler), name(scheduler + 1)),
        program.now(),
        null,
        7,
        "host");
  }

  private static List<Object> schedulers(Program program) {
    return Program.QUEUES.stream()
        .<Object>map(
            queue -> program.backend().schedulers().schedulerOf(QueueName.of(queue), program.now()))
        .toList();
  }
}
