package io.rq.testkit.equivalence;

/** What is called after a run. */
public enum Callback {
  /** Notes it. */
  NOTE("noted"),
  /** Notes it without looking at what came of the run. */
  NOTE_BRIEFLY("notedBriefly"),
  /** Throws. */
  FAIL("failing"),
  /** Takes a few seconds of the clock. */
  TAKE_TIME("slow"),
  /** Deletes the job. */
  DELETE("deleting"),
  /** Is no function that there is. */
  MISSING("missing");

  private final String function;

  Callback(String function) {
    this.function = function;
  }

  String path() {
    return Tasks.class.getName() + "." + function;
  }
}
