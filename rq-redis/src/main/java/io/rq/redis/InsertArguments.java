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
    Arguments before = new Arguments();
    for (Insertion job : jobs) {
      before = insertion(to, job, before);
    }
  }

  /** Writes one, and gives its fields, whose names need not be told again. */
  private static Arguments insertion(Arguments to, Insertion insertion, Arguments before) {
    JobSpec spec = insertion.job().spec();
    Placement placement = insertion.placement();
    int begun = to.begin();
    to.add(spec.id().value()).add(spec.origin().value());
    to.add(spec.createdAt().getEpochSecond());
    boolean dies = placement instanceof Placement.Queued && spec.ttl() != null;
    to.add(dies && spec.ttl() != null ? Long.toString(spec.ttl().toSeconds()) : "");
    to.add(spec.plan().group() == null ? "" : spec.plan().group());
    Arguments fields = new Arguments();
    JobFields.all(fields, insertion.job());
    if (fields.hasNamesOf(before)) {
      to.add(0).addValuesOf(fields);
    } else {
      to.add(fields.size()).addAll(fields);
    }
    Placements.write(to, placement);
    to.end(begun);
    return fields;
  }
}
