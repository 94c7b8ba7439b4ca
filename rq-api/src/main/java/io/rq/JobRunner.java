package io.rq;

import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the function of a claimed job on the calling thread. It decides nothing and stores nothing.
 */
final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  /** What is stored instead of a return value that the serializer cannot write (RES-08). */
  static final String UNSERIALIZABLE = "Unserializable return value";

  private final Rq rq;

  JobRunner(Rq rq) {
    this.rq = rq;
  }

  /** Runs the function; whatever it throws is an outcome (W-33). */
  Outcome run(Claim claim) {
    CurrentJob.begin(new Job<>(rq, claim.job(), Object.class));
    try {
      return new Outcome.Returned(encode(claim, call(claim)));
    } catch (Throwable e) {
      return new Outcome.Threw(e);
    } finally {
      CurrentJob.end();
    }
  }

  private @Nullable Object call(Claim claim) throws Throwable {
    String flaw = claim.job().flaw();
    if (flaw != null) {
      throw new DeserializationException(
          "The record of job " + claim.job().id() + " cannot be read: " + flaw);
    }
    CallData call = rq.serializer().readCall(claim.job().spec().data());
    Invocable function =
        rq.functions().find(call.function(), call.args().size() + call.kwargs().size());
    return Invocation.bind(function, call, rq.serializer(), rq.instances()).call();
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
