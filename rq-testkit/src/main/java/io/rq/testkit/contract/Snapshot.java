package io.rq.testkit.contract;

import io.rq.JobId;
import io.rq.QueueName;
import io.rq.spi.Backend;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.Place;
import io.rq.spi.RunRecord;
import io.rq.spi.StoredResult;
import io.rq.spi.WorkerRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that can be read of an installation at one time: equal snapshots mean that nothing has
 * changed.
 */
record Snapshot(
    Set<QueueName> queues,
    Map<String, List<Entry>> places,
    List<Optional<JobRecord>> jobs,
    List<List<RunRecord>> executions,
    List<List<StoredResult>> results,
    List<Set<JobId>> dependents,
    Map<String, Set<JobId>> groups,
    List<WorkerRecord> workers,
    boolean suspended) {

  static Snapshot of(Backend backend, Instant now) {
    Set<QueueName> queues = backend.jobs().queues();
    Map<String, List<Entry>> places = new LinkedHashMap<>();
    List<JobId> ids = new ArrayList<>();
    for (QueueName queue : queues) {
      for (Place place : Place.values()) {
        List<Entry> lines = backend.jobs().list(queue, place, Chapter.ENOUGH);
        places.put(queue + " " + place, lines);
        lines.forEach(line -> ids.add(line.job()));
      }
    }
    return new Snapshot(
        queues,
        places,
        backend.jobs().find(ids),
        ids.stream().map(backend.jobs()::executions).toList(),
        ids.stream().map(id -> backend.jobs().results(id, Integer.MAX_VALUE)).toList(),
        ids.stream().map(backend.jobs()::dependents).toList(),
        backend.jobs().groups(now).stream()
            .collect(
                Collectors.toMap(Function.identity(), group -> backend.jobs().members(group, now))),
        backend.workers().workers(now),
        backend.signals().isSuspended(now));
  }
}
