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
import io.rq.spi.RunRecord;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.StoredResult;
import io.rq.spi.Stranded;
import io.rq.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;

/**
 * Jobs on Redis. What changes something is one script, and so is atomic and takes one round trip.
 */
final class RedisJobStore implements JobStore {

  private static final Logger LOG = LoggerFactory.getLogger(RedisJobStore.class);

  private static final Transition NOTHING = new Transition(List.of(), List.of(), null);

  /** So many steps keep the server from others for a few milliseconds. */
  private static final int MOST_AT_ONCE = 1000;

  private final Link link;
  private final JobReads reads;
  private final WorkWatch work;
  private final ResultWatch results;

  RedisJobStore(Link link, WorkWatch work, ResultWatch results) {
    this.link = link;
    this.reads = new JobReads(link);
    this.work = work;
    this.results = results;
  }

  @Override
  public Admission insert(List<Insertion> jobs, List<Fact> facts) {
    return Replies.admission(link.run(Script.INSERT, InsertArguments.of(jobs, facts)));
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
    return commitEach(List.of(transition)).get(0);
  }

  @Override
  public Settlement commitAndClaim(Transition transition, Selection selection, Lease lease) {
    StepReply reply = stepAndClaim(transition, selection, lease);
    boolean applied = reply.applied().get(0);
    while (reply.isToBeContinued()) {
      reply = stepAndClaim(NOTHING, selection, lease);
    }
    return new Settlement(applied, reply.claim(lease));
  }

  private StepReply stepAndClaim(Transition transition, Selection selection, Lease lease) {
    Arguments arguments = StepArguments.of(List.of(transition));
    return step(StepArguments.andClaim(arguments, selection, lease), 1);
  }

  @Override
  public List<Boolean> commitEach(List<Transition> transitions) {
    List<Boolean> applied = new ArrayList<>(transitions.size());
    for (int from = 0; from < transitions.size(); from += MOST_AT_ONCE) {
      int to = Math.min(transitions.size(), from + MOST_AT_ONCE);
      List<Transition> some = transitions.subList(from, to);
      applied.addAll(step(StepArguments.of(some), some.size()).applied());
    }
    return applied;
  }

  private StepReply step(Arguments arguments, int transitions) {
    StepReply reply = new StepReply(link.run(Script.STEP, arguments), transitions);
    reply.dropped().forEach(RedisJobStore::tellOfNoJob);
    return reply;
  }

  private static void tellOfNoJob(String id) {
    LOG.warn(
        "Id {} was dropped from its queue: {}",
        Quote.of(id),
        JobId.isLegal(id)
            ? "a key of another type stands in place of its job"
            : "no job may have it. The record that it has stays");
  }

  @Override
  public boolean annotate(JobId job, Bytes meta, Instant now) {
    Arguments arguments = new Arguments().add(job.value()).add(meta.array());
    arguments.add(now.getEpochSecond());
    return Replies.number(link.run(Script.ANNOTATE, arguments)) == 1;
  }

  @Override
  public int purge(QueueName queue, Instant now, int limit) {
    Arguments arguments = new Arguments().add(queue.value()).add(now.getEpochSecond()).add(limit);
    return Math.toIntExact(Replies.number(link.run(Script.PURGE, arguments)));
  }

  @Override
  public Optional<String> sweep(QueueName queue, Optional<String> from, Instant now, int limit) {
    Arguments arguments = new Arguments().add(queue.value()).add(now.getEpochSecond());
    return next(link.run(Script.SWEEP, arguments.add(limit).add(from.orElse(""))));
  }

  @Override
  public Optional<String> sweepGroups(Optional<String> from, int limit) {
    Arguments arguments = new Arguments().add(limit).add(from.orElse(""));
    return next(link.run(Script.SWEEP_GROUPS, arguments));
  }

  private static Optional<String> next(@Nullable Object reply) {
    return Optional.ofNullable(reply).map(Replies::text);
  }

  @Override
  public int compact(QueueName queue, Range part, Instant now) {
    if (part.limit() == 0) {
      return 0;
    }
    long last = Places.last(part);
    Arguments arguments = new Arguments().add(queue.value()).add(now.getEpochSecond());
    Object dropped = link.run(Script.COMPACT, arguments.add(part.offset()).add(last));
    return Math.toIntExact(Replies.number(dropped));
  }

  @Override
  public boolean forget(QueueName queue) {
    return Replies.number(link.run(Script.FORGET, new Arguments().add(queue.value()))) == 1;
  }

  @Override
  public List<Optional<JobRecord>> find(List<JobId> jobs) {
    return reads.find(jobs);
  }

  @Override
  public List<Entry> list(QueueName queue, Place place, Range range) {
    return reads.list(queue, place, range);
  }

  @Override
  public Optional<Entry> entry(QueueName queue, Place place, JobId job) {
    return reads.entry(queue, place, job);
  }

  @Override
  public long count(QueueName queue, Place place) {
    return reads.count(queue, place);
  }

  @Override
  public OptionalLong position(QueueName queue, JobId job) {
    return reads.position(queue, job);
  }

  @Override
  public Set<QueueName> queues() {
    return reads.queues();
  }

  @Override
  public List<RunRecord> executions(JobId job) {
    return reads.executions(job);
  }

  @Override
  public List<StoredResult> results(JobId job, int limit) {
    return reads.results(job, limit);
  }

  @Override
  public void deleteResults(JobId job) {
    link.call(Command.DEL, "results:" + job);
  }

  @Override
  public List<Entry> due(QueueName queue, Place place, Instant now, int limit) {
    return reads.due(queue, place, now, limit);
  }

  @Override
  public Set<JobId> dependents(JobId job) {
    return reads.dependents(job);
  }

  @Override
  public List<Stranded> stranded(QueueName queue, int limit) {
    return reads.stranded(queue, limit);
  }

  @Override
  public void noticeStranded(QueueName queue, List<JobId> stranded, Instant now) {
    Arguments arguments = new Arguments().add(queue.value()).add(UnixTime.write(now));
    stranded.forEach(job -> arguments.add(job.value()));
    link.run(Script.NOTICE, arguments);
  }

  @Override
  public Set<String> groups(Instant now) {
    return reads.groups(now);
  }

  @Override
  public Set<JobId> members(String group, Instant now) {
    return reads.members(group, now);
  }

  @Override
  public void awaitWork(List<QueueName> queues, Duration atMost) throws InterruptedException {
    work.await(queues, atMost);
  }

  @Override
  public Set<JobId> awaitResults(Map<JobId, Optional<Instant>> after, Duration atMost)
      throws InterruptedException {
    return results.await(after, atMost);
  }
}
