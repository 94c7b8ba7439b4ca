package io.rq.testkit.equivalence;

import io.rq.Call;
import java.util.List;

/**
 * A job that is to be made.
 *
 * @param task what it does
 * @param options its options; later ones override earlier ones
 */
public record Draft(Task task, List<Option> options) {

  /** Keeps its own copy of the list. */
  public Draft {
    options = List.copyOf(options);
  }

  Call<Object> toCall(Program program) {
    Call<Object> call = task.call();
    for (Option option : options) {
      call = option.addTo(call, program);
    }
    return call;
  }
}
