package io.rq;

/** A cron scheduler of that name is registered and alive (CR-14, X-09). Nothing was changed. */
public final class DuplicateSchedulerException extends RqException {

  private static final long serialVersionUID = 1L;

  private final transient SchedulerName schedulerName;

  /** Names the scheduler. */
  public DuplicateSchedulerException(SchedulerName schedulerName) {
    super(
        "There is a cron scheduler '"
            + schedulerName
            + "' already. Choose another name; if it was lost, wait for two minutes");
    this.schedulerName = schedulerName;
  }

  /** The scheduler's name. */
  public SchedulerName schedulerName() {
    return schedulerName;
  }
}
