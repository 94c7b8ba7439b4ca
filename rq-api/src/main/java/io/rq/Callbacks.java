package io.rq;

import io.rq.Watchdog.Part;
import io.rq.spi.Claim;
import io.rq.spi.Plan;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the functions that a job named for the ways in which it may end (CB-01). */
final class Callbacks {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Rq rq;
  private final Watchdog watchdog;
  private final ExceptionHandlers handlers;

  Callbacks(Rq rq, Watchdog watchdog, ExceptionHandlers handlers) {
    this.rq = rq;
    this.watchdog = watchdog;
    this.handlers = handlers;
  }

  /**
   * What the run is after its callback was called; that may fail, and then the run has (CB-05,
   * W-19).
   */
  Outcome after(Claim claim, Outcome outcome) {
    return told(claim, called(claim, outcome));
  }

  /** The same for a run whose callback was called already: a failure is told to the handlers. */
  Outcome told(Claim claim, Outcome outcome) {
    if (outcome instanceof Outcome.Threw threw) {
      handlers.tell(new Job<>(rq, claim.job(), Object.class), threw.error());
    }
    return outcome;
  }

  private Outcome called(Claim claim, Outcome outcome) {
    Plan plan = claim.job().spec().plan();
    if (outcome instanceof Outcome.Returned returned && plan.onSuccess() != null) {
      Outcome after = call(claim, Part.ON_SUCCESS, plan.onSuccess(), returned, returned.value());
      return after instanceof Outcome.Threw ? called(claim, after) : after;
    }
    if (outcome instanceof Outcome.Threw threw && plan.onFailure() != null) {
      return call(claim, Part.ON_FAILURE, plan.onFailure(), threw, threw.error());
    }
    if (outcome instanceof Outcome.Stopped stopped && plan.onStopped() != null) {
      Outcome after = call(claim, Part.ON_STOPPED, plan.onStopped(), stopped, null);
      if (after instanceof Outcome.Threw threw) {
        LOG.error("{}: on_stopped failed", claim.job().id(), threw.error());
      }
      return stopped;
    }
    return outcome;
  }

  private Outcome call(
      Claim claim,
      Part part,
      Plan.Callback callback,
      Outcome otherwise,
      @Nullable Object argument) {
    Job<Object> job = new Job<>(rq, claim.job(), Object.class);
    Duration limit = callback.timeout();
    CurrentJob.begin(job);
    try {
      return watchdog.within(
          part,
          job.id(),
          limit,
          () -> {
            rq.interceptors().callback(job, () -> invoke(callback.path(), job, argument));
            return otherwise;
          });
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

  // A callback that does not care takes fewer arguments: the job alone, or nothing.
  private @Nullable Object invoke(String path, Job<Object> job, @Nullable Object argument)
      throws Throwable {
    @Nullable Object[] offered = {job, argument};
    Invocable function = rq.functions().find(path, offered.length);
    int wanted = function.parameters().size();
    if (wanted > offered.length) {
      throw new NoSuchFunctionException(
          "The callback "
              + path
              + " takes "
              + wanted
              + " arguments; it is given the job and what came of it");
    }
    return function.call(
        Invocation.receiver(function, rq.instances()), Arrays.copyOf(offered, wanted));
  }
}
