package io.rq.spi;

import io.rq.CronSchedulerInfo;
import io.rq.SchedulerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what is known of cron entries, and the records of cron schedulers, which RQ's own programs
 * read and write too. The rules of {@link JobStore} hold here too.
 */
public interface CronStore {

  /** A cron scheduler counts as alive for so long after it was last heard of (CR-14). */
  Duration LIFE = Duration.ofMinutes(2);

  /**
   * So long it is kept at least that an entry was removed: programs that were cut off from the
   * installation meanwhile shall not bring it back.
   */
  Duration MEMORY = Duration.ofDays(7);

  /** The entries that are kept, without those that were removed, by name. */
  List<CronRecord> entries();

  /** What is kept of the entries of these names, removed ones included, in that order. */
  List<Optional<CronRecord>> find(List<String> names);

  /**
   * Puts an entry in place of what is kept of that name, and stores the jobs with it, in one step:
   * of many programs that enqueue for the same time, one does (CR-18). Nothing is done if what is
   * kept has another revision, or the jobs cannot be {@linkplain JobStore#insert inserted}.
   *
   * <p>When one is removed, some of those go for good that were removed {@link #MEMORY} before, or
   * earlier; more than one, if there are more.
   *
   * @param next the entry from now on
   * @param revision that of what is kept; empty: nothing of that name is
   * @param jobs the jobs; may be empty
   * @return whether it was done; the revision counts as a fact
   */
  Admission put(CronRecord next, Optional<String> revision, List<Insertion> jobs);

  /**
   * Registers a cron scheduler, which is heard of for the first time (CR-14). Those that are dead
   * may go on the way.
   *
   * @return {@code false} if one of that name is alive; then nothing is changed
   */
  boolean register(CronSchedulerInfo scheduler, Instant now);

  /**
   * Says that a cron scheduler is alive, and what has become of its entries (CR-15). Those that are
   * dead may go on the way.
   *
   * @return {@code false} if it is not registered and alive; then nothing is changed
   */
  boolean beat(CronSchedulerInfo scheduler, Instant now);

  /**
   * Removes the record of a cron scheduler.
   *
   * @return whether it was alive until now
   */
  boolean unregister(SchedulerName scheduler, Instant now);

  /** The cron schedulers that are alive, by when they were last heard of, then by name (CR-16). */
  List<CronSchedulerInfo> schedulers(Instant now);
}
