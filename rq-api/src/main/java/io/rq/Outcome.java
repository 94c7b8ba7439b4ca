package io.rq;

import io.rq.spi.Bytes;
import org.jspecify.annotations.Nullable;

/** How a run ended, before anybody decided what becomes of the job. */
sealed interface Outcome {

  /**
   * The function returned.
   *
   * @param value what it returned; {@code null}: nothing
   * @param written the same as the serializer wrote it
   */
  record Returned(@Nullable Object value, @Nullable Bytes written) implements Outcome {}

  /**
   * It returned a {@link Retry}: it wants to be run again.
   *
   * @param retry how
   * @param written the same as the serializer wrote it (RES-11)
   */
  record AskedAgain(Retry retry, Bytes written) implements Outcome {}

  /**
   * It threw, or could not be called.
   *
   * @param error what it threw
   */
  record Threw(Throwable error) implements Outcome {}

  /**
   * It was stopped by a command (CMD-04).
   *
   * @param text what is recorded
   */
  record Stopped(String text) implements Outcome {

    /** What RQ records then. */
    static final String TEXT = "Job stopped by user, work-horse terminated.";

    /** Stopped, as it should be. */
    static final Stopped BY_USER = new Stopped(TEXT);
  }

  /** It never began: its worker was about to end, or had nowhere to run it. */
  record NotRun() implements Outcome {}
}
