package io.rq;

import io.rq.spi.Bytes;
import org.jspecify.annotations.Nullable;

/** How a run ended, before anybody decided what becomes of the job. */
sealed interface Outcome {

  /**
   * The function returned.
   *
   * @param value what it returned, as the serializer wrote it; {@code null}: nothing
   */
  record Returned(@Nullable Bytes value) implements Outcome {}

  /**
   * It threw, or could not be called.
   *
   * @param error what it threw
   */
  record Threw(Throwable error) implements Outcome {}
}
