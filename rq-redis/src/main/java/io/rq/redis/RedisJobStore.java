package io.rq.redis;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Admission;
import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Range;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Jobs on Redis. What changes something is one script, and so is atomic and takes one round trip.
 */
final class RedisJobStore implements JobStore {

  private static final Transition NOTHING = new Transition(List.of(), List.of(), null);

  private final Link link;
  private final WorkWatch work;
  private final ResultWatch results;

  RedisJobStore(Link link, WorkWatch work, ResultWatch results) {
    this.link = link;
    this.work = work;
    this.results = results;
  }

  @Override
  public Admission insert(List<Insertion> jobs, List<Fact> facts) {
    Object refusal = link.run(Script.INSERT, InsertArguments.of(jobs, facts));
    if (refusal == null) {
      return Admission.STORED;
    }
    List<@Nullable Object> parts = Replies.list(refusal);
    Set<JobId> taken = new TreeSet<>();
    for (Object id : parts.subList(1, parts.size())) {
      taken.add(JobId.of(Replies.text(id)));
    }
    return new Admission(taken, Replies.number(parts.get(0)) == 1);
  }

  @Override
  public Optional<Claim> claim(Selection selection, Lease lease) {
    return commitAndClaim(NOTHING, selection, lease).next();
  }

  @Override
  public boolean extend(JobId job, QueueName origin, Lease lease) {
    Arguments arguments = new Arguments().add(job.value()).add(origin.value());
    StepArguments.lease(arguments, lease);
    return Replies.number(link.run(Script.EXTEND, arguments)) == 1;
  }

  @Override
  public boolean commit(Transition transition) {
    Object reply = link.run(Script.STEP, StepArguments.of(transition));
    return Replies.number(Replies.list(reply).get(0)) == 1;
  }

  @Override
  public Settlement commitAndClaim(Transition transition, Selection selection, Lease lease) {
    Arguments arguments = StepArguments.andClaim(StepArguments.of(transition), selection, lease);
    List<@Nullable Object> reply = Replies.list(link.run(Script.STEP, arguments));
    boolean applied = Replies.number(reply.get(0)) == 1;
    Object claim = reply.size() > 1 ? reply.get(1) : null;
    return new Settlement(
        applied, Optional.ofNullable(claim).map(parts -> claim(Replies.list(parts), lease)));
  }

  private Claim claim(List<@Nullable Object> parts, Lease lease) {
    JobId id = JobId.of(Replies.text(parts.get(0)));
    QueueName origin = QueueName.of(Replies.text(parts.get(1)));
    JobRecord waiting = JobReader.read(id, origin, Fields.of(parts.get(2)), "");
    JobRecord started =
        new JobRecord(
            waiting.spec(), waiting.state().started(lease), waiting.meta(), null, waiting.flaw());
    return new Claim(started, lease);
  }

  @Override
  public boolean annotate(JobId job, Bytes meta) {
    Arguments arguments = new Arguments().add(job.value()).add(meta.array());
    return Replies.number(link.run(Script.ANNOTATE, arguments)) == 1;
  }

  @Override
  public int purge(QueueName queue, Instant now, int limit) {
    Arguments arguments = new Arguments().add(queue.value()).add(now.getEpochSecond()).add(limit);
    return Math.toIntExact(Replies.number(link.run(Script.PURGE, arguments)));
  }

  @Override
  public List<Optional<JobRecord>> find(List<JobId> jobs) {
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

  @Override
  public List<Entry> list(QueueName queue, Place place, Range range) {
    if (range.limit() == 0) {
      return List.of();
    }
    // The last index; past the last long it would wrap, and -1 is the end in any case.
    long last =
        range.limit() > Long.MAX_VALUE - range.offset() ? -1 : range.offset() + range.limit() - 1;
    Command command = place == Place.QUEUED ? Command.LRANGE : Command.ZRANGE;
    Object[] part =
        place == Place.QUEUED
            ? new Object[] {range.offset(), last}
            : new Object[] {range.offset(), last, "WITHSCORES"};
    return Places.read(place, link.call(command, Places.key(queue, place), part));
  }

  @Override
  public long count(QueueName queue, Place place) {
    Command command = place == Place.QUEUED ? Command.LLEN : Command.ZCARD;
    return Replies.number(link.call(command, Places.key(queue, place)));
  }

  @Override
  public OptionalLong position(QueueName queue, JobId job) {
    Object index = link.call(Command.LPOS, Places.key(queue, Place.QUEUED), job.value());
    return index == null ? OptionalLong.empty() : OptionalLong.of(Replies.number(index));
  }

  @Override
  public Set<QueueName> queues() {
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

  @Override
  public List<StoredResult> results(JobId job, int limit) {
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

  @Override
  public List<Entry> expiredLeases(QueueName queue, Instant now, int limit) {
    Object over =
        link.call(
            Command.ZRANGEBYSCORE,
            Places.key(queue, Place.STARTED),
            "-inf",
            now.getEpochSecond(),
            "WITHSCORES",
            "LIMIT",
            0,
            limit);
    return Places.read(Place.STARTED, over);
  }

  @Override
  public void awaitWork(List<QueueName> queues, Duration atMost) throws InterruptedException {
    work.await(queues, atMost);
  }

  @Override
  public void awaitResult(JobId job, Optional<Instant> after, Duration atMost)
      throws InterruptedException {
    results.await(job, after, atMost);
  }
}
