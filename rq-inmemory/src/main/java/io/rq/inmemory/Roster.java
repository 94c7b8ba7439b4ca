package io.rq.inmemory;

import io.rq.JobId;
import io.rq.WorkerName;
import io.rq.spi.Lease;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerTally;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registered workers. Whoever is not registered and alive may run jobs too, but leaves no trace
 * here: synchronous jobs have a runner that no list shows (SYNC-02).
 */
final class Roster {

  private final Map<WorkerName, KeptWorker> workers = new HashMap<>();

  boolean register(WorkerRecord worker, Instant birth, Duration ttl) {
    if (living(worker.name(), birth) != null) {
      return false;
    }
    workers.values().removeIf(other -> !other.isAliveAt(birth));
    workers.put(worker.name(), new KeptWorker(worker, birth, birth.plus(ttl)));
    return true;
  }

  void beat(WorkerRecord worker, Instant now, Duration ttl) {
    Instant end = now.plus(ttl);
    KeptWorker present = living(worker.name(), now);
    if (present == null) {
      present = new KeptWorker(worker, now, end);
      workers.put(worker.name(), present);
    }
    present.beat(worker.state(), now, end);
  }

  void unregister(WorkerName worker) {
    workers.remove(worker);
  }

  List<WorkerRecord> alive(Instant now) {
    return workers.values().stream()
        .filter(worker -> worker.isAliveAt(now))
        .map(KeptWorker::record)
        .sorted(Comparator.comparing(worker -> worker.name().value()))
        .toList();
  }

  /** The holder of a lease began a run. */
  void begin(JobId job, Lease lease) {
    KeptWorker worker = living(lease.worker(), lease.at());
    if (worker != null) {
      worker.heardOf(lease.at(), lease.at().plus(lease.ttl()));
      worker.begin(job);
    }
  }

  /** The holder of a lease renewed it. */
  void goOn(Lease lease) {
    KeptWorker worker = living(lease.worker(), lease.at());
    if (worker != null) {
      worker.heardOf(lease.at(), lease.at().plus(lease.ttl()));
    }
  }

  /** A worker ended a run. */
  void settle(WorkerTally tally) {
    KeptWorker worker = living(tally.worker(), tally.at());
    if (worker != null) {
      worker.settle(tally);
    }
  }

  private @Nullable KeptWorker living(WorkerName name, Instant now) {
    KeptWorker worker = workers.get(name);
    return worker != null && worker.isAliveAt(now) ? worker : null;
  }
}
