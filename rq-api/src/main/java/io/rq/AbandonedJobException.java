package io.rq;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A job's worker was lost, and the job with it: what handlers and callbacks are given then.
 */
public final class AbandonedJobException extends RqException {

  private static final long serialVersionUID = 1L;

  private static final DateTimeFormatter PYTHON =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx", Locale.ROOT);

  /** Says when that was found, in RQ's words (REG-16). */
  AbandonedJobException(Instant at) {
    super(
        "Moved to FailedJobRegistry, due to AbandonedJobError, at "
            + PYTHON.format(at.atOffset(ZoneOffset.UTC)));
  }
}
