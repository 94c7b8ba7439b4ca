package io.rq;

import io.rq.spi.Admission;
import io.rq.spi.CronRecord;
import io.rq.spi.Insertion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The cron entries: those that this program declares, and what the installation knows of all. A
 * {@link CronScheduler} enqueues their jobs; {@link Rq#cronScheduler()} hands one out.
 *
 * <pre>{@code
 * rq.cron().add(CronEntry.of("nightly", "0 3 * * *", Call.of(Reports::build, 2026)).queue("low"));
 * rq.cronScheduler().run();
 * }</pre>
 *
 * <p>When an entry was due last, when it is due next and whether it is paused is kept by the
 * installation, under its name: it outlives the programs, and however many of them run a scheduler
 * with the same entries, each time is enqueued for once (CR-18, CR-19). If two programs say
 * different things of one name, the one that said so last counts, and the other stands by until
 * nobody enqueues for two minutes what is due.
 *
 * <p>Safe for use by many threads.
 */
public final class Cron {

  private final Rq rq;
  private final Map<String, CronDeclaration> table = new LinkedHashMap<>();
  private String configFile = "";
  private int changes;

  Cron(Rq rq) {
    this.rq = rq;
  }

  /**
   * Declares entries, all or none. An entry that was declared already stays as it is.
   *
   * @throws IllegalArgumentException if one has the name of another entry that is not like it
   * @throws SerializationException if an argument or the meta of its call cannot be written
   */
  public Cron add(CronEntry... entries) {
    return declare(Arrays.asList(entries), configFile());
  }

  /**
   * Declares the methods of these classes that carry {@link RqCron}, all or none.
   *
   * @throws IllegalArgumentException if there is none, or one of them cannot be meant
   */
  public Cron addAll(Class<?>... classes) {
    List<CronEntry> entries =
        Arrays.stream(classes).flatMap(type -> CronMethods.of(rq, type).stream()).toList();
    return declare(entries, configFile());
  }

  /**
   * Declares the entries of a file, all or none (CR-09). {@link CronFile} tells what it looks like.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it says something that cannot be meant
   */
  public Cron load(Path file) throws IOException {
    return declare(CronFile.read(file), file.toString());
  }

  private Cron declare(List<CronEntry> entries, String file) {
    List<CronDeclaration> made = entries.stream().map(e -> new CronDeclaration(rq, e)).toList();
    synchronized (this) {
      Map<String, CronDeclaration> all = new LinkedHashMap<>(table);
      for (CronDeclaration declaration : made) {
        CronDeclaration other = all.putIfAbsent(declaration.name(), declaration);
        if (other != null && !other.isLike(declaration)) {
          throw new IllegalArgumentException(
              "There are two cron entries of one name, and they differ: "
                  + other.entry()
                  + "; "
                  + declaration.entry()
                  + ". Replace the first one, or name them differently");
        }
      }
      table.putAll(all);
      configFile = file;
      changes++;
    }
    return this;
  }

  /**
   * Declares an entry in place of that of the same name, if there is one (F-13). It keeps the time
   * that it was due for last, and stays paused if it is.
   *
   * @throws SerializationException if an argument or the meta of its call cannot be written
   */
  public Cron replace(CronEntry entry) {
    CronDeclaration declaration = new CronDeclaration(rq, entry);
    synchronized (this) {
      table.put(entry.name(), declaration);
      changes++;
    }
    return this;
  }

  /** The entries that this program declares, in that order. */
  public List<CronEntry> declared() {
    return declarations().stream().map(CronDeclaration::entry).toList();
  }

  /**
   * What is known of all entries, whoever declared them, by name: when they were due, and when they
   * are next. Those that this program just declared are among them.
   */
  public List<CronInfo> entries() {
    Map<String, CronInfo> known = new TreeMap<>();
    rq.backend()
        .crons()
        .entries()
        .forEach(record -> known.put(record.entry().name(), record.entry()));
    declarations().stream()
        .filter(declaration -> !declaration.isAnnounced())
        .forEach(news -> known.compute(news.name(), (name, info) -> news.asDeclared(info)));
    return List.copyOf(known.values());
  }

  /** What is known of the entry of that name; empty if there is none. */
  public Optional<CronInfo> find(String name) {
    CronInfo known = entry(stored(name));
    return declaration(name)
        .filter(declaration -> !declaration.isAnnounced())
        .map(news -> news.asDeclared(known))
        .or(() -> Optional.ofNullable(known));
  }

  /**
   * Pauses an entry, whoever declared it, until it is resumed. Times that pass meanwhile are not
   * made up for. Programs that run a scheduler hear of it when they next look, a minute later at
   * the most; nothing is enqueued from now on.
   *
   * @throws NoSuchCronEntryException if there is none of that name
   */
  public void pause(String name) {
    change(name, info -> info.isPaused() ? info : info.paused());
  }

  /**
   * Lets an entry go on with the next time from now. Programs that run a scheduler hear of it when
   * they next look, a minute later at the most.
   *
   * @throws NoSuchCronEntryException if there is none of that name
   */
  public void resume(String name) {
    change(name, info -> info.isPaused() ? info.resumed(begin(info)) : info);
  }

  private @Nullable Instant begin(CronInfo info) {
    return CronSchedule.of(info.pattern(), info.interval(), info.zone())
        .begin(rq.now(), info.last())
        .orElse(null);
  }

  private void change(String name, UnaryOperator<CronInfo> change) {
    boolean done = false;
    while (!done) {
      CronRecord present = stored(name);
      CronRecord known =
          present != null && !present.isRemoved()
              ? present
              : declaration(name)
                  .orElseThrow(() -> new NoSuchCronEntryException(name))
                  .announcement(null);
      CronRecord next =
          new CronRecord(change.apply(known.entry()), known.digest(), null, rq.ids().owner());
      done = admit(next, present).isStored();
    }
  }

  /**
   * Removes an entry, whoever declared it: nothing is enqueued for it any more, and running
   * programs drop it when they next look. A program that declares it anew, by being started for
   * one, brings it back; so does one that could not look for a week.
   *
   * @return whether there was one
   */
  public boolean remove(String name) {
    CronDeclaration declared;
    synchronized (this) {
      declared = table.remove(name);
    }
    CronRecord present = stored(name);
    // A look that is under way may still know what was declared; it loses against any record.
    while (declared != null || (present != null && !present.isRemoved())) {
      CronRecord last =
          present == null || present.isRemoved()
              ? Objects.requireNonNull(declared).announcement(null)
              : present;
      if (admit(new CronRecord(last.entry(), last.digest(), rq.now(), rq.ids().owner()), present)
          .isStored()) {
        return true;
      }
      present = stored(name);
    }
    return false;
  }

  /** The cron schedulers that are alive, Python's included, by when they were last heard of. */
  public List<CronSchedulerInfo> schedulers() {
    return rq.backend().crons().schedulers(rq.now());
  }

  /**
   * The cron scheduler of that name as others see it, here or in another program (CR-16).
   *
   * @throws NoSuchSchedulerException if none is alive
   * @throws IllegalArgumentException if the name is not legal
   */
  public CronSchedulerInfo scheduler(String name) {
    SchedulerName legal = SchedulerName.of(name);
    return schedulers().stream()
        .filter(scheduler -> scheduler.name().equals(legal))
        .findFirst()
        .orElseThrow(() -> new NoSuchSchedulerException(legal));
  }

  synchronized List<CronDeclaration> declarations() {
    return new ArrayList<>(table.values());
  }

  private synchronized Optional<CronDeclaration> declaration(String name) {
    return Optional.ofNullable(table.get(name));
  }

  synchronized String configFile() {
    return configFile;
  }

  /** Another number after entries were declared. */
  synchronized int changes() {
    return changes;
  }

  /** Forgets what was removed elsewhere, unless it was declared anew meanwhile. */
  synchronized void drop(CronDeclaration declaration) {
    table.remove(declaration.name(), declaration);
  }

  private @Nullable CronRecord stored(String name) {
    return stored(List.of(name)).get(0);
  }

  /** What is kept of the entries of these names, in that order. */
  List<@Nullable CronRecord> stored(List<String> names) {
    List<@Nullable CronRecord> stored = new ArrayList<>();
    rq.backend().crons().find(names).forEach(record -> stored.add(record.orElse(null)));
    return stored;
  }

  /** Puts a record in place of the one that is there. */
  Admission admit(CronRecord next, @Nullable CronRecord present) {
    return admit(next, present, List.of());
  }

  /** The same, and stores these jobs in the same step. */
  Admission admit(CronRecord next, @Nullable CronRecord present, List<Insertion> jobs) {
    return rq.backend()
        .crons()
        .put(next, Optional.ofNullable(present).map(CronRecord::revision), jobs);
  }

  /** What is known; {@code null}: nothing. A removed entry begins anew when it is declared. */
  static @Nullable CronInfo entry(@Nullable CronRecord record) {
    return record == null || record.isRemoved() ? null : record.entry();
  }
}
