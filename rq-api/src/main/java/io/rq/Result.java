package io.rq;

import io.rq.spi.Bytes;
import io.rq.spi.StoredResult;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How one run of a job ended (RES-02).
 *
 * @param <R> what the function returns
 */
public final class Result<R> {

  private final JobId job;
  private final Serializer serializer;
  private final StoredResult stored;
  private final Type returnType;

  Result(JobId job, Serializer serializer, StoredResult stored, Type returnType) {
    this.job = job;
    this.serializer = serializer;
    this.stored = stored;
    this.returnType = returnType;
  }

  /** How. */
  public ResultType type() {
    return stored.type();
  }

  /** When it was recorded, to the millisecond. */
  public Instant createdAt() {
    return stored.createdAt();
  }

  /**
   * What the function returned; empty if that was nothing, or the run did not succeed.
   *
   * @throws DeserializationException if it is not of the type that the job returns; or if it could
   *     not be written, and the text that RQ stores instead is not of that type (RES-08)
   */
  @SuppressWarnings("unchecked") // the type is that of the function which gave R
  public Optional<R> returnValue() {
    return stored.type() == ResultType.SUCCESSFUL && stored.returnValue() != null
        ? Optional.ofNullable((R) read(stored.returnValue()))
        : Optional.empty();
  }

  // A function that returns a stage has its value stored; it is given back as a stage that is
  // complete.
  private @Nullable Object read(Bytes value) {
    Optional<Type> later = Invocable.laterType(returnType);
    try {
      Object read = serializer.read(value, later.orElse(returnType));
      return later.isPresent() ? CompletableFuture.completedFuture(read) : read;
    } catch (DeserializationException e) {
      throw (isLost(value) ? lost(e) : e).of(job, serializer);
    }
  }

  private boolean isLost(Bytes value) {
    try {
      return JobRunner.UNSERIALIZABLE.equals(serializer.read(value, Object.class));
    } catch (DeserializationException e) {
      return false;
    }
  }

  private static DeserializationException lost(DeserializationException cause) {
    return new DeserializationException(
        "what the job returned is lost: its worker could not write it, and its log may say why",
        cause);
  }

  /**
   * Why a run failed: its stack trace, in RQ {@code exc_string}; or, of a function that returned a
   * {@link Retry} once too often, that it did. Of that RQ keeps no text.
   */
  public Optional<String> failure() {
    return stored.failure() == null && type() == ResultType.MAX_RETRIES_EXCEEDED
        ? Optional.of(
            "Maximum retry attempts exceeded: the Retry that the function returned allows no more")
        : Optional.ofNullable(stored.failure());
  }

  /** Who ran it; empty for a synchronous run (SYNC-06). */
  public Optional<WorkerName> workerName() {
    return Optional.ofNullable(stored.worker());
  }

  /** Which run it was. */
  public Optional<ExecutionId> executionId() {
    return Optional.ofNullable(stored.execution());
  }

  /** When the run began. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(stored.startedAt());
  }

  /** When the run ended. */
  public Optional<Instant> endedAt() {
    return Optional.ofNullable(stored.endedAt());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Result<?> that && stored.equals(that.stored);
  }

  @Override
  public int hashCode() {
    return stored.hashCode();
  }

  @Override
  public String toString() {
    return "<Result " + type() + " at " + createdAt() + ">";
  }
}
