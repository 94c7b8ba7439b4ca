package io.rq;

/** There is no scheduler of that name, or it is not alive. */
public final class NoSuchSchedulerException extends RqException {

  private static final long serialVersionUID = 1L;

  private final transient SchedulerName schedulerName;

  /** Names the scheduler. */
  public NoSuchSchedulerException(SchedulerName schedulerName) {
    super(
        "No such scheduler: "
            + schedulerName
            + ". It was never started, was stopped, or has not been heard of for too long");
    this.schedulerName = schedulerName;
  }

  /** The scheduler's name. */
  public SchedulerName schedulerName() {
    return schedulerName;
  }
}
