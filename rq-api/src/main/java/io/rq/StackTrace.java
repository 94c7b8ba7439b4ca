package io.rq;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What is recorded of a failure: the stack trace as text, whatever the exception's own methods do.
 */
final class StackTrace {

  private StackTrace() {}

  static String of(Throwable error) {
    if (error.getClass() == AbandonedJobException.class
        || (error.getClass() == Watchdog.CutOff.class && error.getCause() == null)) {
      // Nothing that the job's code did: RQ's own words, and no trace, say what happened (REG-16).
      return String.valueOf(error.getMessage());
    }
    StringWriter text = new StringWriter();
    try {
      error.printStackTrace(new PrintWriter(text, true));
      return text.toString();
    } catch (Throwable broken) { // code of the job's own: whatever it throws must not cost the job
      return error.getClass().getName()
          + ": (its message cannot be read: "
          + broken.getClass().getName()
          + ")\n"
          + frames(error);
    }
  }

  private static String frames(Throwable error) {
    try {
      return Arrays.stream(error.getStackTrace())
          .map(frame -> "\tat " + frame + "\n")
          .collect(Collectors.joining());
    } catch (RuntimeException broken) {
      return "";
    }
  }
}
