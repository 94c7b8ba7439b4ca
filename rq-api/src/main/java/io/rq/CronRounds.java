package io.rq;

import io.rq.spi.CronRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a cron scheduler does when it looks: it says what its program declared, and enqueues what is
 * due. Each time of each entry is one conditional step at the backend, which stores the job and
 * notes the time at once; whoever finds that another did so already looks again.
 */
final class CronRounds {

  private static final Logger LOG = LoggerFactory.getLogger(CronScheduler.class);

  /** How long a scheduler sleeps at the most (CR-07). */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  /** After so many jobs of one entry the others have their turn. */
  private static final int MOST_AT_ONCE = 1000;

  private final Rq rq;
  private final Cron cron;

  CronRounds(Rq rq) {
    this.rq = rq;
    this.cron = rq.cron();
  }

  /** Looks once at what is due by then. */
  Round look(Instant now) {
    Round round = new Round(now);
    List<CronDeclaration> declarations = cron.declarations();
    List<@Nullable CronRecord> stored =
        cron.stored(declarations.stream().map(CronDeclaration::name).toList());
    for (int i = 0; i < declarations.size(); i++) {
      CronDeclaration declaration = declarations.get(i);
      try {
        CronRecord record = announced(declaration, stored.get(i), round);
        if (record != null) {
          enqueueDue(declaration, record, round);
        }
      } catch (BackendException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        // Others shall have their jobs all the same.
        round.failures.add(e);
      }
    }
    return round;
  }

  // Null: there is nothing to enqueue for here, or not before another look.
  private @Nullable CronRecord announced(
      CronDeclaration declaration, @Nullable CronRecord stored, Round round) {
    CronInfo known = Cron.entry(stored);
    CronRecord next = declaration.announcement(known);
    if (stored != null && known != null && declaration.isKnownAs(stored)) {
      if (known.isPaused() || known.next() != null) {
        declaration.announced();
        return stored;
      }
    } else if (stored != null && declaration.isAnnounced()) {
      if (known == null || !declaration.isLeftAlone(stored, round.now)) {
        giveWay(declaration, known);
        return null;
      }
      LOG.warn("Cron entry {}: nobody enqueued for {}; taken back", known.name(), known.next());
      next = declaration.takingBack(known);
    }
    if (!cron.admit(next, stored).isStored()) {
      round.again();
      return null;
    }
    declaration.announced();
    return next;
  }

  private void giveWay(CronDeclaration declaration, @Nullable CronInfo known) {
    String name = declaration.name();
    if (known == null) {
      LOG.info("Cron entry {} was removed", name);
      cron.drop(declaration);
    } else if (declaration.standsBy()) {
      LOG.warn("Cron entry {} was declared anew elsewhere; what is declared here stands by", name);
    }
  }

  private void enqueueDue(CronDeclaration declaration, CronRecord stored, Round round) {
    CronRecord record = stored;
    Optional<CronStep> step = CronStep.of(declaration.entry(), record.entry(), round.now);
    for (int n = 0; step.isPresent(); n++) {
      CronRecord next = declaration.record(step.get().next());
      if (n == MOST_AT_ONCE || !take(declaration, step.get().due(), next, record, round)) {
        round.again();
        return;
      }
      record = next;
      step = CronStep.of(declaration.entry(), record.entry(), round.now);
    }
    round.settled(declaration.shown(record.entry()));
  }

  /** {@code false}: somebody else was faster. */
  private boolean take(
      CronDeclaration declaration,
      @Nullable Instant due,
      CronRecord next,
      CronRecord present,
      Round round) {
    if (due == null) {
      LOG.info("Cron entry {}: goes on after times that were missed", declaration.name());
      return cron.admit(next, present).isStored();
    }
    NewJob job = declaration.job(due, rq.now());
    try {
      boolean stored =
          rq.submission().submit(List.of(job), (jobs, facts) -> cron.admit(next, present, jobs));
      if (stored) {
        LOG.info("Cron entry {}: enqueued job {}", declaration.name(), job.spec().id());
        round.enqueued.add(declaration.entry());
      }
      return stored;
    } catch (DuplicateJobException e) {
      LOG.warn("Cron entry {}: there is a job {} already", declaration.name(), job.spec().id());
      return cron.admit(next, present).isStored();
    }
  }

  /** What came of a look. */
  static final class Round {

    private final Instant now;
    private final List<CronEntry> enqueued = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<CronJobInfo> shown = new ArrayList<>();
    private Instant next;

    private Round(Instant now) {
      this.now = now;
      this.next = now.plus(LONGEST_SLEEP);
    }

    private void again() {
      next = now;
    }

    private void settled(CronJobInfo entry) {
      shown.add(entry);
      Instant due = entry.nextEnqueueTime();
      if (due != null && due.isBefore(next)) {
        next = due;
      }
    }

    /** The entries for which a job was enqueued, in that order. */
    List<CronEntry> enqueued() {
      return enqueued;
    }

    /** Why jobs of others could not be. */
    List<Throwable> failures() {
      return failures;
    }

    /** The entries as they are now, for RQ's programs. */
    List<CronJobInfo> shown() {
      return shown;
    }

    /** When to look again. */
    Instant next() {
      return next;
    }
  }
}
