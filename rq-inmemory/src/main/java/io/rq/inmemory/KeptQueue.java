package io.rq.inmemory;

import io.rq.End;
import io.rq.spi.Entry;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One queue: its waiting jobs and its registries. */
final class KeptQueue {

  private final WaitingLine waiting = new WaitingLine();
  private final Map<Place, Registry> registries = new EnumMap<>(Place.class);

  /** Whether it stands among the names of queues; it may be forgotten and still hold jobs. */
  boolean listed;

  /** How many jobs there are of it, wherever they lie. */
  long jobs;

  KeptQueue() {
    for (Place place : EnumSet.complementOf(EnumSet.of(Place.QUEUED))) {
      registries.put(place, new Registry());
    }
  }

  @Nullable KeptJob first() {
    return waiting.first();
  }

  long before(KeptJob job) {
    return waiting.before(job);
  }

  /** Puts a job that lies nowhere into the queue. */
  void push(KeptJob job, End end) {
    waiting.add(job, end);
    job.place = Place.QUEUED;
  }

  /** Puts a job that lies nowhere into the registry of runs. */
  void start(KeptJob job, Lease lease) {
    job.execution = lease.execution();
    register(
        job,
        Place.STARTED,
        Score.of(lease.expiresAt(), job.id().value() + ':' + lease.execution()));
  }

  /** Puts a job that lies nowhere into a registry. */
  void register(KeptJob job, Place place, Score score) {
    job.place = place;
    job.score = score;
    registry(place).add(score, job);
  }

  /** Takes a job from where it lies. */
  void remove(KeptJob job) {
    if (job.place == Place.QUEUED) {
      waiting.remove(job);
    }
    if (job.place != null && job.score != null) {
      registry(job.place).remove(job.score);
    }
    job.place = null;
    job.score = null;
    job.execution = null;
  }

  long count(Place place) {
    return place == Place.QUEUED ? waiting.size() : registry(place).size();
  }

  List<Entry> entries(Place place, Range range) {
    return place == Place.QUEUED ? waiting.entries(range) : registry(place).entries(range);
  }

  /** What is over in a registry. */
  List<Entry> due(Place place, Instant now, int limit) {
    return registry(place).over(now, limit);
  }

  private Registry registry(Place place) {
    return Objects.requireNonNull(registries.get(place));
  }
}
