package io.rq;

import io.rq.spi.Claim;
import io.rq.spi.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker says about its jobs, in RQ's words (W-45, W-46). */
final class WorkLog {

  private final Logger log;
  private final WorkerSettings settings;
  private final WorkerName worker;

  WorkLog(WorkerSettings settings, WorkerName worker) {
    this(LoggerFactory.getLogger(Worker.class), settings, worker);
  }

  WorkLog(Logger log, WorkerSettings settings, WorkerName worker) {
    this.log = log;
    this.settings = settings;
    this.worker = worker;
  }

  void started(Claim claim) {
    JobSpec job = claim.job().spec();
    if (settings.logsDescriptions) {
      log.info("{}: {} ({})", job.origin(), job.description(), job.id());
    } else {
      log.info("{}: {}", job.origin(), job.id());
    }
  }

  void ended(Claim claim, Outcome outcome, Instant now) {
    JobSpec job = claim.job().spec();
    if (outcome instanceof Outcome.Threw threw) {
      log.error("{}: Job failed ({}): {}", job.origin(), job.id(), StackTrace.of(threw.error()));
    } else if (outcome instanceof Outcome.Stopped) {
      log.info("{}: Job stopped by user ({})", job.origin(), job.id());
    } else if (outcome instanceof Outcome.AskedAgain asked) {
      askedAgain(claim, asked.retry());
    } else if (outcome instanceof Outcome.NotRun) {
      log.info("{}: Job was not run and waits again ({})", job.origin(), job.id());
    } else if (log.isInfoEnabled()) {
      succeeded(claim, now);
    }
  }

  private void askedAgain(Claim claim, Retry asked) {
    JobSpec job = claim.job().spec();
    if (Lifecycle.isLastTime(claim.job().state(), asked)) {
      log.warn(
          "Worker {}: job {} has exceeded maximum retry attempts ({})",
          worker,
          job.id(),
          asked.max());
    } else {
      log.info("{}: Job asks to be run again ({})", job.origin(), job.id());
    }
  }

  private void succeeded(Claim claim, Instant now) {
    JobSpec job = claim.job().spec();
    String took = inPythonsWords(Duration.between(claim.lease().at(), now));
    if (settings.logsDescriptions) {
      log.info("Successfully completed {} job in {} on worker {}", job.description(), took, worker);
    } else {
      log.info("Successfully completed job {} in {} on worker {}", job.id(), took, worker);
    }
    log.info("{}: Job OK ({})", job.origin(), job.id());
    if (settings.logsResultLifespans) {
      log.info(lifespan(Lifecycle.resultTtl(job, settings.resultTtl)));
    }
  }

  /** As RQ's line has it: {@code 0:00:01.500000s}. */
  private static String inPythonsWords(Duration time) {
    String seconds =
        String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart());
    int micros = time.toNanosPart() / 1000;
    return seconds + (micros == 0 ? "s" : String.format(Locale.ROOT, ".%06ds", micros));
  }

  private static String lifespan(Retention kept) {
    if (kept.isNone()) {
      return "Result discarded immediately";
    }
    return kept.isForever()
        ? "Result will never expire, clean up result key manually"
        : "Result is kept for " + kept;
  }
}
