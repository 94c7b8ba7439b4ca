package io.rq.redis;

import io.rq.JobId;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobSpec;
import io.rq.spi.Placement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes insertions as the script {@code insert.lua} reads them. */
final class InsertArguments {

  private InsertArguments() {}

  static Arguments of(List<Insertion> jobs, List<Fact> facts) {
    check(jobs);
    Arguments to = new Arguments();
    StepArguments.facts(to, facts);
    to.add(jobs.size());
    jobs.forEach(job -> insertion(to, job));
    return to;
  }

  private static void check(List<Insertion> jobs) {
    Set<JobId> ids = new HashSet<>();
    for (Insertion insertion : jobs) {
      if (!ids.add(insertion.job().id())) {
        throw new IllegalArgumentException(
            "Two jobs of the id " + insertion.job().id() + " in one insertion");
      }
      if (insertion.placement() instanceof Placement.Retained
          || insertion.placement() instanceof Placement.Discarded) {
        throw new IllegalArgumentException(
            "The new job " + insertion.job().id() + " cannot begin where jobs end");
      }
    }
  }

  private static void insertion(Arguments to, Insertion insertion) {
    JobSpec spec = insertion.job().spec();
    Placement placement = insertion.placement();
    int begun = to.begin();
    to.add(spec.id().value()).add(spec.origin().value());
    boolean dies = placement instanceof Placement.Queued && spec.ttl() != null;
    to.add(dies && spec.ttl() != null ? Long.toString(spec.ttl().toSeconds()) : "");
    int fields = to.begin();
    JobFields.all(to, insertion.job());
    if (placement instanceof Placement.Scheduled scheduled && Placements.isFront(scheduled.end())) {
      JobFields.atFront(to, true);
    } else if (placement instanceof Placement.Deferred deferred) {
      JobFields.parents(to, deferred.parents());
    }
    to.end(fields);
    Placements.write(to, placement);
    to.end(begun);
  }
}
