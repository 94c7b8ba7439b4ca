package io.rq.testkit.equivalence;

import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody does with RQ: plain data, which applies to any installation at any time.
 * Jobs are named by index, modulo the number of jobs that there were so far: 0 is the first one, -1
 * the latest. Where there is none yet, the step does nothing.
 */
public sealed interface Step
    permits SubmitStep, JobStep, QueueStep, WorkStep, TimeStep, ReadStep, StoreStep {

  /**
   * Does it.
   *
   * @return the answer: a value that is equal to another one's if the answers are, and shows itself
   *     as text
   * @throws Exception whatever RQ throws; that is an answer, too
   */
  @Nullable Object in(Program program) throws Exception;
}
