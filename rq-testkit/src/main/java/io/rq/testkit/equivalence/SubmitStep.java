package io.rq.testkit.equivalence;

import io.rq.Call;
import io.rq.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Jobs are made. */
public sealed interface SubmitStep extends Step {

  /** A job is put into a queue. */
  record Enqueue(int queue, Draft draft) implements SubmitStep {
    @Override
    public Object in(Program program) {
      return describe(program, program.queue(queue).submit(draft.toCall(program)));
    }
  }

  /** Many jobs are put into a queue at once. */
  record EnqueueAll(int queue, List<Draft> drafts) implements SubmitStep {
    @Override
    public Object in(Program program) {
      List<Call<?>> calls = new ArrayList<>();
      drafts.forEach(draft -> calls.add(draft.toCall(program)));
      return program.queue(queue).submitAll(calls).stream()
          .map(job -> describe(program, job))
          .toList();
    }
  }

  /** A job is made for a time that far from now, which may be past. */
  record Schedule(int queue, long millis, Draft draft) implements SubmitStep {
    @Override
    public Object in(Program program) {
      return describe(
          program,
          program
              .queue(queue)
              .at(program.now().plus(Duration.ofMillis(millis)))
              .submit(draft.toCall(program)));
    }
  }

  /** A synchronous program makes a job. */
  record Run(int queue, Draft draft) implements SubmitStep {
    @Override
    public Object in(Program program) {
      return describe(
          program,
          program.synchronous().queue(Program.queueName(queue)).submit(draft.toCall(program)));
    }
  }

  private static String describe(Program program, Job<?> job) {
    return program.name(program.knows(job)) + " " + job;
  }
}
