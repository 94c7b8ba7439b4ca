package io.rq.testkit.equivalence;

import io.rq.Group;
import io.rq.Job;
import io.rq.Queue;
import io.rq.Registry;
import io.rq.Result;
import io.rq.spi.Place;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something is read. */
public sealed interface ReadStep extends Step {

  /** All that a job tells. */
  record ReadJob(int job) implements ReadStep {
    @Override
    public Object in(Program program) {
      return program.job(job).map(found -> allOf(program, found));
    }

    private static List<String> allOf(Program program, Job<?> job) {
      return List.of(
          Program.attempt(job::exists),
          Program.attempt(job::status),
          Program.attempt(job::queue),
          Program.attempt(job::functionName),
          Program.attempt(job::createdAt),
          Program.attempt(job::enqueuedAt),
          Program.attempt(job::startedAt),
          Program.attempt(job::endedAt),
          Program.attempt(job::workerName),
          Program.attempt(job::expiresAt),
          Program.attempt(job::returnValue),
          Program.attempt(() -> job.results().stream().map(ReadJob::describe).toList()),
          Program.attempt(job::meta),
          Program.attempt(
              () -> job.dependencies().stream().map(parent -> program.name(parent.id())).toList()),
          Program.attempt(job::retriesLeft),
          Program.attempt(job::repeatsLeft),
          Program.attempt(() -> job.queue().position(job)),
          Program.attempt(() -> program.rq().job(job.id().value()).description()));
    }

    private static String describe(Result<?> result) {
      return List.of(
              result.type(),
              result.createdAt(),
              result.returnValue(),
              result.failure().flatMap(trace -> trace.lines().findFirst()),
              result.workerName(),
              result.executionId(),
              result.startedAt(),
              result.endedAt())
          .toString();
    }
  }

  /** All that a queue tells. */
  record ReadQueue(int queue) implements ReadStep {
    @Override
    public Object in(Program program) {
      Queue asked = program.queue(queue);
      return List.of(asked.size(), asked.isEmpty(), asked.jobIds(), asked.jobs());
    }
  }

  /** All that a registry tells, and a page of it. */
  record ReadRegistry(int queue, Place place, int offset, int limit, int job) implements ReadStep {
    @Override
    public Object in(Program program) {
      Registry asked = QueueStep.registry(program.queue(queue), place);
      return List.of(
          asked,
          asked.size(),
          asked.jobIds(),
          Program.attempt(() -> asked.jobIds(offset, limit)),
          asked.jobs(),
          program.job(job).map(asked::contains),
          program.job(job).flatMap(asked::timeOf));
    }
  }

  /** All that an installation tells. */
  record ReadInstallation() implements ReadStep {
    @Override
    public Object in(Program program) {
      return List.of(
          program.rq().queues(),
          program.rq().isSuspended(),
          program.rq().groups().stream()
              .sorted(Comparator.comparing(Group::name))
              .map(group -> group + ": " + group.jobs() + ", " + group.counts())
              .toList());
    }
  }

  /** A job is looked for by its own id, or by a text that is no id. */
  record Find(String id) implements ReadStep {
    @Override
    public @Nullable Object in(Program program) {
      return program.rq().findJob(id);
    }
  }
}
