package io.rq.testkit;

import io.rq.JobId;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * In which order runs began and ended, and how many failed. The clock of a test stands still while
 * jobs run, so that their times tell nothing; and a job keeps its last results only.
 */
final class RunOrder {

  private final Map<JobId, Runs> jobs = new HashMap<>();
  private int begun;

  private static final class Runs {
    private int began;
    private int ended;
    private boolean isOver;
    private int failed;
    private boolean failedLast;
  }

  /** A new job has that id. */
  synchronized void forget(JobId job) {
    jobs.remove(job);
  }

  /** How many runs began until now. */
  synchronized int now() {
    return begun;
  }

  /** A run of that job began. */
  synchronized void began(JobId job) {
    runsOf(job).began = ++begun;
  }

  /**
   * Takes note of a change that was made, if it is the end of a run: not if that never began.
   *
   * @param before how many runs had begun before it: others may be seen to begin earlier than this
   *     is seen
   */
  synchronized void made(Change change, int before) {
    if (change.expected() instanceof Expected.Leased && change.next().startedAt() != null) {
      Runs runs = runsOf(change.job());
      runs.isOver = true;
      runs.ended = before;
      runs.failedLast = change.result() != null && change.result().failure() != null;
      runs.failed += runs.failedLast ? 1 : 0;
    }
  }

  private Runs runsOf(JobId job) {
    return jobs.computeIfAbsent(job, id -> new Runs());
  }

  /** Whether a run of the one job was seen to begin, and one of the other to end. */
  synchronized boolean knows(JobId begun, JobId ended) {
    return jobs.containsKey(begun)
        && jobs.containsKey(ended)
        && runsOf(begun).began > 0
        && runsOf(ended).isOver;
  }

  /** Whether the last run of the one began after the last run of the other had ended. */
  synchronized boolean beganAfter(JobId later, JobId earlier) {
    return runsOf(later).began > runsOf(earlier).ended;
  }

  /** How many runs failed before the last one; empty: none was seen to end. */
  synchronized OptionalInt failedBefore(JobId job) {
    Runs runs = jobs.get(job);
    return runs == null || !runs.isOver
        ? OptionalInt.empty()
        : OptionalInt.of(runs.failed - (runs.failedLast ? 1 : 0));
  }
}
