package io.rq.inmemory;

import io.rq.CronSchedulerInfo;
import io.rq.SchedulerName;
import io.rq.spi.Admission;
import io.rq.spi.CronRecord;
import io.rq.spi.CronStore;
import io.rq.spi.Insertion;
import io.rq.spi.JobStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of cron entries, and the cron schedulers that were heard of. */
final class KeptCrons implements CronStore {

  private final OneLock lock;
  private final JobStore jobs;
  private final Map<String, CronRecord> entries = new TreeMap<>();
  private final Map<SchedulerName, CronSchedulerInfo> schedulers = new HashMap<>();

  KeptCrons(OneLock lock, JobStore jobs) {
    this.lock = lock;
    this.jobs = jobs;
  }

  @Override
  public List<CronRecord> entries() {
    return lock.locked(
        () -> entries.values().stream().filter(record -> !record.isRemoved()).toList());
  }

  @Override
  public List<Optional<CronRecord>> find(List<String> names) {
    return lock.locked(
        () -> names.stream().map(name -> Optional.ofNullable(entries.get(name))).toList());
  }

  @Override
  public Admission put(CronRecord next, Optional<String> revision, List<Insertion> newJobs) {
    String name = next.entry().name();
    return lock.locked(
        () -> {
          Optional<CronRecord> present = Optional.ofNullable(entries.get(name));
          if (!present.map(CronRecord::revision).equals(revision)) {
            return new Admission(Set.of(), false);
          }
          Admission admission = jobs.insert(newJobs, List.of());
          if (admission.isStored()) {
            entries.put(name, next);
            forgetThoseRemovedBefore(next.removedAt());
          }
          return admission;
        });
  }

  private void forgetThoseRemovedBefore(@Nullable Instant removed) {
    if (removed != null) {
      Instant over = removed.minus(MEMORY);
      entries
          .values()
          .removeIf(record -> record.removedAt() != null && !record.removedAt().isAfter(over));
    }
  }

  @Override
  public boolean register(CronSchedulerInfo scheduler, Instant now) {
    return lock.locked(
        () -> {
          forgetTheDead(now);
          return schedulers.putIfAbsent(scheduler.name(), scheduler.heardOf(now)) == null;
        });
  }

  @Override
  public boolean beat(CronSchedulerInfo scheduler, Instant now) {
    return lock.locked(
        () -> {
          forgetTheDead(now);
          return schedulers.replace(scheduler.name(), scheduler.heardOf(now)) != null;
        });
  }

  @Override
  public boolean unregister(SchedulerName scheduler, Instant now) {
    return lock.locked(
        () -> {
          CronSchedulerInfo gone = schedulers.remove(scheduler);
          return gone != null && isAlive(gone, now);
        });
  }

  @Override
  public List<CronSchedulerInfo> schedulers(Instant now) {
    return lock.locked(
        () ->
            schedulers.values().stream()
                .filter(scheduler -> isAlive(scheduler, now))
                .sorted(
                    Comparator.comparing(KeptCrons::heardOf)
                        .thenComparing(scheduler -> scheduler.name().value()))
                .toList());
  }

  private void forgetTheDead(Instant now) {
    schedulers.values().removeIf(scheduler -> !isAlive(scheduler, now));
  }

  private static boolean isAlive(CronSchedulerInfo scheduler, Instant now) {
    return heardOf(scheduler).plus(LIFE).isAfter(now);
  }

  private static Instant heardOf(CronSchedulerInfo scheduler) {
    return Objects.requireNonNull(scheduler.lastHeartbeat());
  }
}
