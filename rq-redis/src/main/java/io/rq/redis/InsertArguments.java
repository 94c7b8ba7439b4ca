package io.rq.redis;

import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobSpec;
import io.rq.spi.Placement;
import java.util.List;

/** Writes insertions as {@code admit.lua} reads them. */
final class InsertArguments {

  private InsertArguments() {}

  static Arguments of(List<Insertion> jobs, List<Fact> facts) {
    Arguments to = new Arguments();
    write(to, jobs, facts);
    return to;
  }

  static void write(Arguments to, List<Insertion> jobs, List<Fact> facts) {
    Insertion.requireDistinct(jobs);
    StepArguments.facts(to, facts);
    to.add(jobs.size());
    jobs.forEach(job -> insertion(to, job));
  }

  private static void insertion(Arguments to, Insertion insertion) {
    JobSpec spec = insertion.job().spec();
    Placement placement = insertion.placement();
    int begun = to.begin();
    to.add(spec.id().value()).add(spec.origin().value());
    to.add(spec.createdAt().getEpochSecond());
    boolean dies = placement instanceof Placement.Queued && spec.ttl() != null;
    to.add(dies && spec.ttl() != null ? Long.toString(spec.ttl().toSeconds()) : "");
    to.add(spec.plan().group() == null ? "" : spec.plan().group());
    int fields = to.begin();
    JobFields.all(to, insertion.job());
    to.end(fields);
    Placements.write(to, placement);
    to.end(begun);
  }
}
