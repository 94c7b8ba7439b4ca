package io.rq;

import io.rq.Watchdog.Part;
import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the function of a claimed job on the calling thread, and the callback that goes with how it
 * ended. It decides nothing and stores nothing.
 */
final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  /** What is stored instead of a return value that the serializer cannot write (RES-08). */
  static final String UNSERIALIZABLE = "Unserializable return value";

  private final Rq rq;
  private final Watchdog watchdog;
  private final Callbacks callbacks;

  JobRunner(Rq rq, Watchdog watchdog, Callbacks callbacks) {
    this.rq = rq;
    this.watchdog = watchdog;
    this.callbacks = callbacks;
  }

  /** Runs the function; whatever it throws is an outcome (W-33). */
  Outcome run(Claim claim) {
    LogContext context = LogContext.begin(claim.job());
    try {
      return callbacks.after(claim, call(claim));
    } finally {
      context.end();
    }
  }

  /** What becomes of a run that was given up: what its callbacks and handlers are still owed. */
  Outcome afterGivingUp(Claim claim, GivenUp run) {
    LogContext context = LogContext.begin(claim.job());
    try {
      return run.hasCallbacksLeft()
          ? callbacks.after(claim, run.outcome())
          : callbacks.told(claim, run.outcome());
    } finally {
      context.end();
    }
  }

  private Outcome call(Claim claim) {
    Job<Object> job = new Job<>(rq, claim.job(), Object.class);
    CurrentJob.begin(job);
    try {
      return watchdog.within(
          Part.FUNCTION,
          claim.job().id(),
          claim.job().spec().timeout(),
          () -> outcome(claim, rq.interceptors().run(job, () -> perform(rq, claim.job()))));
    } catch (GivenUp e) {
      throw e;
    } catch (Watchdog.CutOff e) {
      return e.isStop() ? Outcome.Stopped.BY_USER : new Outcome.Threw(e);
    } catch (Throwable e) {
      return new Outcome.Threw(e);
    } finally {
      CurrentJob.end();
    }
  }

  private Outcome outcome(Claim claim, @Nullable Object value) {
    if (value instanceof Retry asked) {
      Retry retry = asked.drawn(rq.random());
      return new Outcome.AskedAgain(retry, rq.serializer().write(retry));
    }
    return new Outcome.Returned(value, encode(claim, value));
  }

  /** Calls the function, in the calling thread, and does nothing else (J-32). */
  static @Nullable Object perform(Rq rq, JobRecord job) throws Throwable {
    return read(rq, job).call();
  }

  private static Invocation read(Rq rq, JobRecord job) {
    try {
      if (job.flaw() != null) {
        throw new DeserializationException("The record cannot be read: " + job.flaw());
      }
      CallData call = rq.serializer().readCall(job.spec().data());
      Invocable function =
          rq.functions().find(call.function(), call.args().size() + call.kwargs().size());
      return Invocation.bind(function, call, rq.serializer(), rq.instances());
    } catch (DeserializationException e) {
      throw e.of(job.id(), rq.serializer());
    }
  }

  private @Nullable Bytes encode(Claim claim, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return rq.serializer().write(value);
    } catch (SerializationException e) {
      LOG.warn("{}: the return value is lost: {}", claim.job().id(), e.getMessage());
      return rq.serializer().write(UNSERIALIZABLE);
    }
  }
}
