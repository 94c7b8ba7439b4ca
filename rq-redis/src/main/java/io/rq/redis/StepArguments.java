package io.rq.redis;

import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.spi.Change;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.Lease;
import io.rq.spi.Selection;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import io.rq.spi.WorkerTally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes transitions and a claim as the scripts read them, which say how in {@code step.lua}. */
final class StepArguments {

  /** How much longer the list of a job's executions lives than the run itself: RQ's minute. */
  static final long LISTED_LONGER = 60;

  private StepArguments() {}

  static Arguments of(List<Transition> transitions) {
    Arguments to = new Arguments().add(transitions.size());
    transitions.forEach(transition -> write(to, transition));
    return to;
  }

  private static void write(Arguments to, Transition transition) {
    if (isAlone(transition)) {
      to.add("alone");
    } else {
      facts(to, transition.facts());
    }
    to.add(transition.changes().size());
    transition.changes().forEach(change -> change(to, change));
    tally(to, transition.tally());
  }

  /** Whether one job changes, and all that must hold besides is that nobody waits for it. */
  private static boolean isAlone(Transition transition) {
    return transition.changes().size() == 1
        && transition.facts().size() == 1
        && transition.facts().get(0) instanceof Fact.Dependents known
        && known.dependents().isEmpty()
        && known.job().equals(transition.changes().get(0).job());
  }

  /** Adds the claim that follows the transitions. */
  static Arguments andClaim(Arguments to, Selection selection, Lease lease) {
    if (selection instanceof Selection.FirstOf first) {
      lease(to.add("FIRST"), lease);
      for (QueueName queue : first.queues()) {
        to.add(queue.value());
      }
    } else if (selection instanceof Selection.Exactly exactly) {
      lease(to.add("EXACTLY"), lease);
      to.add(exactly.queue().value()).add(exactly.job().value());
    }
    return to;
  }

  static void facts(Arguments to, List<Fact> facts) {
    int begun = to.begin();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Status known) {
        to.add(known.job().value()).add(known.status().map(JobStatus::wireName).orElse(""));
      } else if (fact instanceof Fact.Due due) {
        to.add(due.job().value()).add("<" + due.now().getEpochSecond() + ":" + due.queue());
      } else if (fact instanceof Fact.Dependents known) {
        to.add(known.job().value()).add("*").add(known.dependents().size());
        known.dependents().forEach(dependent -> to.add(dependent.value()));
      }
    }
    to.end(begun);
  }

  static void lease(Arguments to, Lease lease) {
    long seconds = lease.ttl().toSeconds();
    long end = lease.expiresAt().getEpochSecond();
    to.add(lease.execution().value());
    to.add(lease.worker().value());
    to.add(IsoTime.write(lease.at()));
    to.add(UnixTime.write(lease.at()));
    to.add(end).add(seconds).add(end + LISTED_LONGER).add(seconds + LISTED_LONGER);
  }

  private static void change(Arguments to, Change change) {
    int begun = to.begin();
    to.add(change.job().value()).add(change.origin().value());
    expected(to, change.expected());
    JobFields.state(to, change.next());
    result(to, change);
    Placements.write(to, change.placement());
    to.end(begun);
  }

  private static void expected(Arguments to, Expected expected) {
    if (expected instanceof Expected.Leased leased) {
      to.add(leased.execution().value());
    } else if (expected instanceof Expected.Overdue overdue) {
      String run = overdue.execution() == null ? "" : overdue.execution().value();
      to.add("<" + overdue.now().getEpochSecond() + ":" + run);
    } else if (expected instanceof Expected.In in) {
      StringBuilder statuses = new StringBuilder(",");
      in.statuses().forEach(status -> statuses.append(status.wireName()).append(','));
      to.add(statuses.toString());
    }
  }

  private static void result(Arguments to, Change change) {
    StoredResult result = change.result();
    if (result == null || Placements.isDiscarding(change.placement())) {
      to.add("");
      return;
    }
    to.add(StreamId.millis(result.createdAt()));
    int fields = to.begin();
    ResultFields.write(to, result);
    to.end(fields);
  }

  private static void tally(Arguments to, @Nullable WorkerTally tally) {
    if (tally == null) {
      to.add("");
      return;
    }
    to.add(tally.worker().value());
    to.add(tally.succeeded() ? "successful_job_count" : "failed_job_count");
    to.add(UnixTime.write(tally.workingTime()));
    to.add(IsoTime.write(tally.at())).add(UnixTime.write(tally.at()));
  }
}
