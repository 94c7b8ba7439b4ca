package io.rq.testkit.equivalence;

import io.rq.Call;

/** What a job does. */
public enum Task {
  /** Returns a number. */
  ADD("add", 1, 2),
  /** Returns a text. */
  GREET("greet", "Ann, größer 漢字"),
  /** Returns nothing. */
  NOTHING("nothing"),
  /** Throws an {@link java.io.IOException}. */
  FAIL("fail", "it broke"),
  /** Throws an {@link IllegalStateException} with a cause. */
  FAIL_OTHERWISE("failOtherwise"),
  /** Fails when it is run the first time in an installation, and returns a text after that. */
  FLAKY("flaky"),
  /** Throws an error. */
  ERROR("error"),
  /** Asks to be run again at once, twice. */
  AGAIN("again", 2, 0),
  /** Asks to be run again, twelve times. */
  AGAIN_OFTEN("again", 12, 0),
  /** Asks to be run again after a pause. */
  AGAIN_LATER("again", 2, 5),
  /** Is no function that there is. */
  MISSING("missing"),
  /** Is given what it cannot take. */
  MISFIT("add", "one", "two"),
  /** Returns what cannot be written down. */
  UNWRITABLE("unwritable"),
  /** Takes a few seconds of the clock. */
  TAKE_TIME("take", 3),
  /** Takes longer than a worker's lease. */
  TAKE_LONG("take", 200),
  /** Writes into its own meta. */
  NOTE("note"),
  /** Enqueues another job. */
  SPAWN("spawn"),
  /** Enqueues a job that waits for itself. */
  SPAWN_DEPENDENT("spawnDependent"),
  /** Returns what the jobs returned that it waited for. */
  COLLECT("collect"),
  /** Cancels itself. */
  CANCEL_ITSELF("cancelItself"),
  /** Deletes itself. */
  DELETE_ITSELF("deleteItself"),
  /** Stops itself. */
  STOP_ITSELF("stopItself"),
  /** Cancels another job. */
  CANCEL_OTHER("cancelOther"),
  /** Deletes another job. */
  DELETE_OTHER("deleteOther"),
  /** Empties the queues. */
  EMPTY("empty"),
  /** Suspends the workers. */
  SUSPEND("suspend"),
  /** Lets another worker run what waits. */
  BURST("burst");

  private final String function;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes into it
  private final Object[] args;

  Task(String function, Object... args) {
    this.function = function;
    this.args = args;
  }

  Call<Object> call() {
    return Call.path(Tasks.class.getName() + "." + function, args);
  }
}
