package io.rq.redis;

import io.rq.CronSchedulerInfo;
import io.rq.SchedulerName;
import io.rq.spi.Admission;
import io.rq.spi.CronRecord;
import io.rq.spi.CronStore;
import io.rq.spi.Insertion;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cron on Redis: RQ's registry and hash for each scheduler; and a hash of our own for each entry,
 * which RQ's programs pass over.
 */
final class RedisCronStore implements CronStore {

  /** How long the record of a scheduler is kept that was never heard of again (CR-15). */
  private static final Duration AT_BIRTH = Duration.ofMinutes(1);

  private final Link link;

  RedisCronStore(Link link) {
    this.link = link;
  }

  @Override
  public List<CronRecord> entries() {
    return kept(List.of())
        .flatMap(Optional::stream)
        .filter(record -> !record.isRemoved())
        .sorted(Comparator.comparing(record -> record.entry().name()))
        .toList();
  }

  @Override
  public List<Optional<CronRecord>> find(List<String> names) {
    return names.isEmpty() ? List.of() : kept(names).toList();
  }

  private Stream<Optional<CronRecord>> kept(List<String> names) {
    Arguments arguments = new Arguments();
    names.forEach(arguments::add);
    return Replies.list(link.run(Script.CRONS, arguments)).stream()
        .map(Replies::list)
        .map(entry -> CronFields.read(Replies.text(entry.get(0)), Fields.of(entry.get(1))));
  }

  @Override
  public Admission put(CronRecord next, Optional<String> revision, List<Insertion> jobs) {
    Instant removed = next.removedAt();
    Arguments arguments =
        new Arguments()
            .add(next.entry().name())
            .add(revision.orElse(""))
            .add(removed == null ? "" : UnixTime.write(removed))
            .add(removed == null ? "" : UnixTime.write(removed.minus(MEMORY)));
    int fields = arguments.begin();
    CronFields.write(arguments, next);
    arguments.end(fields);
    InsertArguments.write(arguments, jobs, List.of());
    return Replies.admission(link.run(Script.CRON, arguments));
  }

  @Override
  public boolean register(CronSchedulerInfo scheduler, Instant now) {
    return pulse(scheduler, now, AT_BIRTH, true);
  }

  @Override
  public boolean beat(CronSchedulerInfo scheduler, Instant now) {
    return pulse(scheduler, now, LIFE, false);
  }

  private boolean pulse(CronSchedulerInfo scheduler, Instant now, Duration ttl, boolean isNew) {
    Arguments arguments =
        new Arguments()
            .add(scheduler.name().value())
            .add(UnixTime.write(now))
            .add(UnixTime.write(now.minus(LIFE)))
            .add(ttl.toSeconds())
            .add(isNew ? 1 : 0);
    CronSchedulerFields.write(arguments, scheduler);
    return Replies.number(link.run(Script.PULSE, arguments)) == 1;
  }

  @Override
  public boolean unregister(SchedulerName scheduler, Instant now) {
    Arguments arguments =
        new Arguments().add(scheduler.value()).add(UnixTime.write(now.minus(LIFE)));
    return Replies.number(link.run(Script.SILENCE, arguments)) == 1;
  }

  @Override
  public List<CronSchedulerInfo> schedulers(Instant now) {
    Arguments arguments = new Arguments().add(UnixTime.write(now.minus(LIFE)));
    return Replies.list(link.run(Script.PULSES, arguments)).stream()
        .map(Replies::list)
        .flatMap(scheduler -> read(scheduler).stream())
        .toList();
  }

  private static Optional<CronSchedulerInfo> read(List<@Nullable Object> scheduler) {
    return CronSchedulerFields.read(
        Replies.text(scheduler.get(0)),
        Fields.of(scheduler.get(2)),
        UnixTime.readScore(Replies.text(scheduler.get(1))).orElse(null));
  }
}
