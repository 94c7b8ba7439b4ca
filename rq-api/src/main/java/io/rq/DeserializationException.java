package io.rq;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something stored cannot be read by the serializer, or does not fit the type it is wanted as
 * . Often another program wrote it with another serializer (SER-03).
 */
public final class DeserializationException extends RqException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable JobId jobId;
  private final @Nullable String serializer;

  /** Says what happened and what to do. */
  public DeserializationException(String message) {
    this(message, null);
  }

  /** Says what happened and what to do, and keeps the cause. */
  public DeserializationException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.jobId = null;
    this.serializer = null;
  }

  private DeserializationException(
      JobId jobId, Serializer serializer, DeserializationException cause) {
    super(
        "Job "
            + jobId
            + ", read with the serializer "
            + serializer.name()
            + ": "
            + cause.getMessage(),
        cause);
    this.jobId = jobId;
    this.serializer = serializer.name();
  }

  /** The same, where it is known which job cannot be read, and by which serializer. */
  DeserializationException of(JobId job, Serializer by) {
    return new DeserializationException(job, by, this);
  }

  /** The job that cannot be read, where that is known. */
  public Optional<JobId> jobId() {
    return Optional.ofNullable(jobId);
  }

  /** The {@linkplain Serializer#name() name} of the serializer that cannot read it, likewise. */
  public Optional<String> serializer() {
    return Optional.ofNullable(serializer);
  }
}
