package io.rq.redis;

import io.rq.End;
import io.rq.spi.Placement;
import io.rq.spi.Placement.Outcome;
import io.rq.spi.Placement.Retained;

/** Writes placements as the scripts read them. */
final class Placements {

  private Placements() {}

  static void write(Arguments to, Placement placement) {
    if (isDiscarding(placement)) {
      to.add("discarded");
    } else if (placement instanceof Placement.Queued queued) {
      to.add(queued.end() == End.FRONT ? "LPUSH" : "RPUSH");
    } else if (placement instanceof Placement.Scheduled scheduled) {
      to.add("scheduled").add(scheduled.due().getEpochSecond());
    } else if (placement instanceof Placement.Deferred deferred) {
      to.add("deferred").add(deferred.since().getEpochSecond());
      int parents = to.begin();
      deferred.parents().forEach(parent -> to.add(parent.value()));
      to.end(parents);
    } else if (placement instanceof Placement.Started started) {
      to.add("started");
      StepArguments.lease(to, started.lease());
    } else if (placement instanceof Retained retained) {
      to.add("retained").add(registry(retained.outcome())).add(score(retained));
      to.add(keptFor(retained));
    }
  }

  /** The seconds until the record may go; empty: never, as for whatever was canceled. */
  private static String keptFor(Retained retained) {
    if (retained.outcome() == Outcome.CANCELED) {
      return "";
    }
    return retained.retention().time().map(time -> Long.toString(time.toSeconds())).orElse("");
  }

  /** Tells whether nothing is left of the job: also when it is to be kept for no time. */
  static boolean isDiscarding(Placement placement) {
    return placement instanceof Placement.Discarded
        || (placement instanceof Retained retained
            && retained.outcome() != Outcome.CANCELED
            && retained.retention().isNone());
  }

  private static String registry(Outcome outcome) {
    return switch (outcome) {
      case FINISHED -> "finished:";
      case FAILED -> "failed:";
      case CANCELED -> "canceled:";
    };
  }

  /** The end of retention; of the canceled, as RQ has it, the time since which they are. */
  private static String score(Retained retained) {
    if (retained.outcome() == Outcome.CANCELED) {
      return Long.toString(retained.since().getEpochSecond());
    }
    String forever =
        retained.outcome() == Outcome.FAILED ? Scores.FAILED_FOREVER : Scores.FINISHED_FOREVER;
    return retained
        .retention()
        .endAfter(retained.since())
        .map(end -> Long.toString(end.getEpochSecond()))
        .orElse(forever);
  }
}
