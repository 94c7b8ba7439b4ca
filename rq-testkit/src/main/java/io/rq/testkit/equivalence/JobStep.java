package io.rq.testkit.equivalence;

import io.rq.End;
import io.rq.Job;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something is done to a job, named by its index. */
public sealed interface JobStep extends Step {

  /** The index of the job. */
  int job();

  /** Does it to the job. */
  @Nullable Object to(Job<?> target);

  @Override
  default @Nullable Object in(Program program) {
    return program.job(job()).map(target -> String.valueOf(to(target))).orElse("no job");
  }

  /** It is canceled. */
  record Cancel(int job) implements JobStep {
    @Override
    public @Nullable Object to(Job<?> target) {
      target.cancel();
      return null;
    }
  }

  /** It is canceled, and those that wait for it go on. */
  record CancelAndRelease(int job) implements JobStep {
    @Override
    public @Nullable Object to(Job<?> target) {
      target.cancelAndRelease();
      return null;
    }
  }

  /** It is deleted. */
  record Delete(int job) implements JobStep {
    @Override
    public @Nullable Object to(Job<?> target) {
      target.delete();
      return null;
    }
  }

  /** It is put into its queue again. */
  record Requeue(int job, End end) implements JobStep {
    @Override
    public @Nullable Object to(Job<?> target) {
      target.requeue(end);
      return null;
    }
  }

  /** Its worker is told to stop it. */
  record Stop(int job) implements JobStep {
    @Override
    public @Nullable Object to(Job<?> target) {
      target.stop();
      return null;
    }
  }

  /** Its meta is replaced. */
  record SaveMeta(int job, int value) implements JobStep {
    @Override
    public @Nullable Object to(Job<?> target) {
      target.saveMeta(Map.of("saved", value, "list", List.of("ü", value)));
      return null;
    }
  }
}
