package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Placement;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Records how a run ended. In one call where nobody waits for the job, which is most of the time;
 * where somebody does, it reads who, and decides again until nothing changed in between.
 */
final class Settler {

  private final Rq rq;
  private final JobStore store;
  private final Retention resultTtl;
  private final WebhookSender webhooks;

  Settler(Rq rq, Retention resultTtl) {
    this.rq = rq;
    this.webhooks = new WebhookSender(rq);
    this.store = rq.backend().jobs();
    this.resultTtl = resultTtl;
  }

  /**
   * What was recorded.
   *
   * @param applied whether anything was: if not, the job was taken from its holder
   * @param next the next job, if one was asked for and the end of this one was recorded
   * @param queued the jobs that stand in a queue because of it: those it set free, or itself once
   *     more
   */
  record Settled(boolean applied, Optional<Claim> next, List<JobRecord> queued) {}

  /** Records the end of a run, and tells those who asked to be told. */
  Settled settle(Claim claim, Outcome outcome) {
    Decision decision = decide(claim, outcome);
    Settled settled = settled(claim, decision, this::commit);
    return told(claim, outcome, decision, settled);
  }

  private Settlement commit(Transition step) {
    return new Settlement(store.commit(step), Optional.empty());
  }

  /** Records the end of a run, and claims the next job. */
  Settled settleAndClaim(Claim claim, Outcome outcome, Selection selection, Lease lease) {
    Decision decision = decide(claim, outcome);
    if (isToldOf(claim, decision)) {
      // Telling takes time, which the next job must not spend in this worker's hands.
      return settle(claim, outcome);
    }
    return settled(claim, decision, step -> store.commitAndClaim(step, selection, lease));
  }

  private static boolean isToldOf(Claim claim, Decision decision) {
    return decision.isFinal() && !claim.job().spec().plan().webhooks().isEmpty();
  }

  private Settled told(Claim claim, Outcome outcome, Decision decision, Settled settled) {
    if (settled.applied() && isToldOf(claim, decision)) {
      webhooks.send(claim, outcome, decision.change().next());
    }
    return settled;
  }

  private Decision decide(Claim claim, Outcome outcome) {
    return Lifecycle.settle(claim, outcome, rq.now(), resultTtl);
  }

  private Settled settled(Claim claim, Decision decision, Function<Transition, Settlement> commit) {
    Settlement alone = commit.apply(decision.alone());
    if (alone.applied()) {
      return new Settled(true, alone.next(), itself(claim, decision));
    }
    JobId id = claim.job().id();
    Races races = new Races();
    while (decision.isFinal() && isOurs(claim)) {
      WaitingJobs waiting = WaitingJobs.of(store, id, rq.now());
      Release release = Release.after(id, statusAfter(decision), waiting, rq.now());
      boolean allReleased = release.released().size() == waiting.jobs().size();
      Decision kept = allReleased ? decision : decision.keptWhileOthersWait(rq.now());
      Settlement together = commit.apply(kept.with(release));
      if (races.won(together.applied(), id)) {
        return new Settled(true, together.next(), release.released());
      }
    }
    return new Settled(false, Optional.empty(), List.of());
  }

  private static List<JobRecord> itself(Claim claim, Decision decision) {
    return decision.change().placement() instanceof Placement.Queued
        ? List.of(claim.job())
        : List.of();
  }

  private static Optional<JobStatus> statusAfter(Decision decision) {
    return Optional.of(decision.change().next().status());
  }

  private boolean isOurs(Claim claim) {
    Instant now = rq.now();
    Lease renewed = claim.lease().renewed(now, claim.lease().ttl());
    return store.extend(claim.job().id(), claim.job().spec().origin(), renewed);
  }
}
