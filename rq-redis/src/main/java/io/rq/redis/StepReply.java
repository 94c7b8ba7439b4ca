package io.rq.redis;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import io.rq.spi.Lease;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer of {@code step.lua}, which says how it is put together. */
final class StepReply {

  private final List<@Nullable Object> claimed;
  private final List<@Nullable Object> dropped;
  private final List<Boolean> applied;

  /**
   * Takes an answer apart.
   *
   * @param transitions how many were sent
   */
  StepReply(@Nullable Object reply, int transitions) {
    List<@Nullable Object> parts = Replies.list(reply);
    int end = parts.size() - transitions;
    this.claimed = parts.subList(0, end - 1);
    this.dropped = Replies.list(parts.get(end - 1));
    this.applied =
        parts.subList(end, parts.size()).stream().map(one -> Replies.number(one) == 1).toList();
  }

  /** Of each transition whether it was applied. */
  List<Boolean> applied() {
    return applied;
  }

  /**
   * Whether so many ids were dropped in search of a job that others shall have their turn first.
   */
  boolean isToBeContinued() {
    return claimed.size() == 1;
  }

  /** The ids that were dropped because what stands in place of their job is none. */
  List<String> dropped() {
    return dropped.stream().map(Replies::text).toList();
  }

  /** The job that was claimed under that lease, if one was. */
  Optional<Claim> claim(Lease lease) {
    int fields = claimed.size() - 2;
    if (fields < 0) {
      return Optional.empty();
    }
    JobId id = JobId.of(Replies.text(claimed.get(fields)));
    QueueName origin = QueueName.of(Replies.text(claimed.get(fields + 1)));
    JobRecord waiting = JobReader.read(id, origin, Fields.of(claimed.subList(0, fields)), "");
    JobRecord started =
        new JobRecord(
            waiting.spec(), waiting.state().started(lease), waiting.meta(), null, waiting.flaw());
    return Optional.of(new Claim(started, lease));
  }
}
