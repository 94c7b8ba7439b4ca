package io.rq;

import io.rq.spi.Claim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker says about its jobs, in RQ's words (W-45, W-46). */
final class WorkLog {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private WorkLog() {}

  static void started(Claim claim) {
    LOG.info(
        "{}: {} ({})",
        claim.job().spec().origin(),
        claim.job().spec().description(),
        claim.job().id());
  }

  static void ended(Claim claim, Outcome outcome, Retention workerResultTtl) {
    if (outcome instanceof Outcome.Threw threw) {
      LOG.error(
          "{}: Job failed ({}): {}",
          claim.job().spec().origin(),
          claim.job().id(),
          StackTrace.of(threw.error()));
      return;
    }
    LOG.info("{}: Job OK ({})", claim.job().spec().origin(), claim.job().id());
    Retention kept = Lifecycle.resultTtl(claim.job().spec(), workerResultTtl);
    if (kept.isNone()) {
      LOG.info("Result discarded immediately");
    } else if (kept.isForever()) {
      LOG.info("Result will never expire, clean up result key manually");
    } else {
      LOG.info("Result is kept for {}", kept);
    }
  }
}
