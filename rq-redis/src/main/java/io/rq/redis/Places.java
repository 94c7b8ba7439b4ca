package io.rq.redis;

import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Entry;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of places, and the entries read from them. */
final class Places {

  private Places() {}

  /** The key of a place, without the prefix. */
  static String key(QueueName queue, Place place) {
    String kind =
        switch (place) {
          case QUEUED -> "queue:";
          case STARTED -> "wip:";
          case SCHEDULED -> "scheduled:";
          case DEFERRED -> "deferred:";
          case FINISHED -> "finished:";
          case FAILED -> "failed:";
          case CANCELED -> "canceled:";
        };
    return kind + queue.value();
  }

  /**
   * The index of the last line of a part that is not empty. Past the last long it would wrap, and
   * -1 is the end in any case.
   */
  static long last(Range part) {
    return part.limit() > Long.MAX_VALUE - part.offset() ? -1 : part.offset() + part.limit() - 1;
  }

  /**
   * Reads a part of a place: members, with their scores unless it is a queue. Those with an illegal
   * id are left out.
   */
  static List<Entry> read(Place place, @Nullable Object reply) {
    List<@Nullable Object> list = Replies.list(reply);
    int step = place == Place.QUEUED ? 1 : 2;
    List<Entry> entries = new ArrayList<>(list.size() / step);
    for (int i = 0; i + step <= list.size(); i += step) {
      String member = Replies.text(list.get(i));
      Optional<Instant> time =
          step == 1 ? Optional.empty() : Scores.time(Replies.text(list.get(i + 1)));
      entry(place, member, time.orElse(null)).ifPresent(entries::add);
    }
    return entries;
  }

  /** Old versions of RQ list runs by the id of the job alone, later ones by job and execution. */
  private static Optional<Entry> entry(Place place, String member, @Nullable Instant time) {
    int colon = place == Place.STARTED ? member.indexOf(':') : -1;
    Optional<JobId> job = Names.job(colon < 0 ? member : member.substring(0, colon));
    Optional<ExecutionId> execution =
        colon < 0 ? Optional.empty() : Names.execution(member.substring(colon + 1));
    return job.map(id -> new Entry(id, time, execution.orElse(null)));
  }
}
