package io.rq.redis;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.RunRecord;
import io.rq.spi.StoredResult;
import io.rq.spi.Stranded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Reads jobs and where they lie; each call is one round trip, and changes nothing. */
final class JobReads {

  private final Link link;

  JobReads(Link link) {
    this.link = link;
  }

  List<Optional<JobRecord>> find(List<JobId> jobs) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    Arguments arguments = new Arguments();
    jobs.forEach(job -> arguments.add(job.value()));
    List<@Nullable Object> reply = Replies.list(link.run(Script.FIND, arguments));
    List<Optional<JobRecord>> found = new ArrayList<>(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      JobId id = jobs.get(i);
      found.add(Optional.ofNullable(reply.get(i)).map(parts -> found(id, Replies.list(parts))));
    }
    return found;
  }

  private static JobRecord found(JobId id, List<@Nullable Object> parts) {
    return JobReader.read(
        id, QueueName.DEFAULT, Fields.of(parts.get(0)), Replies.text(parts.get(1)));
  }

  List<Entry> list(QueueName queue, Place place, Range range) {
    if (range.limit() == 0) {
      return List.of();
    }
    long last = Places.last(range);
    Command command = place == Place.QUEUED ? Command.LRANGE : Command.ZRANGE;
    Object[] part =
        place == Place.QUEUED
            ? new Object[] {range.offset(), last}
            : new Object[] {range.offset(), last, "WITHSCORES"};
    return Places.read(place, link.call(command, Places.key(queue, place), part));
  }

  Optional<Entry> entry(QueueName queue, Place place, JobId job) {
    if (place == Place.QUEUED) {
      return position(queue, job).isPresent()
          ? Optional.of(new Entry(job, null, null))
          : Optional.empty();
    }
    Arguments arguments = new Arguments().add(Places.key(queue, place)).add(job.value());
    return Places.read(place, link.run(Script.ENTRY, arguments)).stream().findFirst();
  }

  long count(QueueName queue, Place place) {
    Command command = place == Place.QUEUED ? Command.LLEN : Command.ZCARD;
    return Replies.number(link.call(command, Places.key(queue, place)));
  }

  OptionalLong position(QueueName queue, JobId job) {
    Object index = link.call(Command.LPOS, Places.key(queue, Place.QUEUED), job.value());
    return index == null ? OptionalLong.empty() : OptionalLong.of(Replies.number(index));
  }

  Set<QueueName> queues() {
    String head = link.prefix() + "queue:";
    Set<QueueName> queues = new TreeSet<>();
    for (Object member : Replies.list(link.call(Command.SMEMBERS, "queues"))) {
      String key = Replies.text(member);
      if (key.startsWith(head)) {
        Names.queue(key.substring(head.length())).ifPresent(queues::add);
      }
    }
    return queues;
  }

  List<RunRecord> executions(JobId job) {
    Object runs = link.run(Script.EXECUTIONS, new Arguments().add(job.value()));
    return Replies.list(runs).stream().flatMap(run -> run(Replies.list(run)).stream()).toList();
  }

  // RQ lists a run for a minute longer than its lease holds.
  private static Optional<RunRecord> run(List<@Nullable Object> parts) {
    return Names.execution(Replies.text(parts.get(0)))
        .flatMap(
            id ->
                Scores.time(Replies.text(parts.get(1)))
                    .map(listed -> listed.minusSeconds(StepArguments.LISTED_LONGER))
                    .map(
                        end ->
                            new RunRecord(
                                id,
                                UnixTime.read(Replies.text(parts.get(2))).orElse(null),
                                UnixTime.read(Replies.text(parts.get(3))).orElse(null),
                                end)));
  }

  List<StoredResult> results(JobId job, int limit) {
    if (limit <= 0) {
      return List.of();
    }
    Object entries = link.call(Command.XREVRANGE, "results:" + job, "+", "-", "COUNT", limit);
    List<StoredResult> stored = new ArrayList<>();
    for (Object entry : Replies.list(entries)) {
      ResultFields.read(entry).ifPresent(stored::add);
    }
    return stored;
  }

  List<Entry> due(QueueName queue, Place place, Instant now, int limit) {
    if (place != Place.STARTED && place != Place.SCHEDULED) {
      throw new IllegalArgumentException(
          "Nothing becomes due in " + place + ": ask for STARTED or SCHEDULED");
    }
    JobStatus belongs = place == Place.STARTED ? JobStatus.STARTED : JobStatus.SCHEDULED;
    Arguments arguments = new Arguments().add(Places.key(queue, place));
    arguments.add(now.getEpochSecond()).add(limit).add(belongs.wireName());
    return Places.read(place, link.run(Script.DUE, arguments));
  }

  Set<JobId> dependents(JobId job) {
    return new TreeSet<>(jobs(link.run(Script.DEPENDENTS, new Arguments().add(job.value()))));
  }

  List<Stranded> stranded(QueueName queue, int limit) {
    Arguments arguments = new Arguments().add(queue.value()).add(limit);
    return Replies.list(link.run(Script.STRANDED, arguments)).stream()
        .flatMap(found -> stranded(Replies.list(found)).stream())
        .toList();
  }

  private static Optional<Stranded> stranded(List<@Nullable Object> parts) {
    return Names.job(Replies.text(parts.get(0)))
        .map(job -> new Stranded(job, UnixTime.read(Replies.text(parts.get(1))).orElse(null)));
  }

  Set<String> groups(Instant now) {
    Set<String> groups = new TreeSet<>();
    for (Object name :
        Replies.list(link.run(Script.GROUPS, new Arguments().add(now.getEpochSecond())))) {
      groups.add(Replies.text(name));
    }
    return groups;
  }

  Set<JobId> members(String group, Instant now) {
    Arguments arguments = new Arguments().add(group).add(now.getEpochSecond());
    return new TreeSet<>(jobs(link.run(Script.MEMBERS, arguments)));
  }

  private static List<JobId> jobs(@Nullable Object reply) {
    return Replies.list(reply).stream()
        .flatMap(id -> Names.job(Replies.text(id)).stream())
        .toList();
  }
}
