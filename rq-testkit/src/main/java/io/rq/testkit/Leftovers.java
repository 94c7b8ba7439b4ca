package io.rq.testkit;

import io.rq.Job;
import io.rq.JobId;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.WorkerInfo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a test left behind. */
final class Leftovers {

  private final Set<Leftover> looked;
  private final List<String> found = new ArrayList<>();
  private final Set<Leftover> kinds = EnumSet.noneOf(Leftover.class);
  private @Nullable String dump;

  Leftovers(Set<Leftover> allowed) {
    looked = EnumSet.complementOf(EnumSet.copyOf(allowed));
  }

  Leftovers jobs(Rq rq, Recorder recorder) {
    for (Queue queue : rq.queues()) {
      String where = " on queue '" + queue.name() + "'";
      queue.jobs().forEach(job -> job(Leftover.QUEUED, job, where, recorder));
      queue.started().jobs().forEach(job -> job(Leftover.STARTED, job, where, recorder));
    }
    for (JobId id : recorder.unseenFailures()) {
      rq.findJob(id.value())
          .ifPresentOrElse(
              job -> job(Leftover.FAILED, job, why(job), recorder),
              () -> add(Leftover.FAILED, gone(id, recorder)));
    }
    recorder
        .lostResults()
        .forEach((id, why) -> lostResult(rq.findJob(id.value()), id, why, recorder));
    return this;
  }

  private void lostResult(Optional<Job<Object>> job, JobId id, String why, Recorder recorder) {
    String line = job.map(found -> StateDump.line(found, recorder)).orElse(gone(id, recorder));
    add(Leftover.LOST_RESULT, line + ": " + why);
  }

  private static String gone(JobId job, Recorder recorder) {
    return "job " + job + ", which is gone" + recorder.siteOf(job);
  }

  /** That job still ran when the test was over; its end is no failure of its own. */
  void cutOff(Job<Object> job, Recorder recorder) {
    job(Leftover.STARTED, job, ": it ran on when the test was over, and was interrupted", recorder);
    recorder.seen(job.id());
  }

  private void job(Leftover kind, Job<Object> job, String more, Recorder recorder) {
    add(kind, StateDump.line(job, recorder) + more);
  }

  private static String why(Job<Object> job) {
    return Situation.reason(job).map(reason -> ": " + reason).orElse("");
  }

  Leftovers workers(List<WorkerInfo> registered) {
    registered.forEach(worker -> add(Leftover.WORKER, worker.name() + " on " + worker.queues()));
    return this;
  }

  /** Looks for that only if it may not be left. */
  Leftovers add(Leftover kind, Supplier<List<String>> texts) {
    if (looked.contains(kind)) {
      texts.get().forEach(text -> add(kind, text));
    }
    return this;
  }

  private void add(Leftover kind, String text) {
    if (looked.contains(kind)) {
      found.add(kind + ": " + text);
      kinds.add(kind);
    }
  }

  /** Takes a look at RQ while that is open, if anything was found so far. */
  Leftovers shownBy(Supplier<String> newDump) {
    dump = found.isEmpty() ? null : newDump.get();
    return this;
  }

  /** Fails if there is anything. */
  void mustBeNone() {
    if (!found.isEmpty()) {
      LeftoverError error = new LeftoverError(found, kinds);
      if (dump != null) {
        error.addSuppressed(new DumpOfRq(dump));
      }
      throw error;
    }
  }
}
