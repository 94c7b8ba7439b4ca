package io.rq.testkit.equivalence;

import io.rq.QueueName;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.JobStore;
import io.rq.spi.Place;
import io.rq.spi.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Time passes. Always by a multiple of half a second, so that what a server's own clock does
 * meanwhile can be told from it.
 */
public sealed interface TimeStep extends Step {

  /** What all times are multiples of. */
  Duration UNIT = Duration.ofMillis(500);

  /** So many halves of a second pass. */
  record Pass(long halves) implements TimeStep {
    @Override
    public Object in(Program program) {
      program.pass(UNIT.multipliedBy(halves));
      return program.now();
    }
  }

  /**
   * Time passes until the moment, or shortly before or after it, at which something is over or due:
   * a job's record, a lease, a scheduled job. Nothing happens where there is none to come.
   *
   * @param which the index of that moment among all that are to come
   * @param halves how many halves of a second later
   */
  record PassUntil(int which, int halves) implements TimeStep {
    @Override
    public Object in(Program program) {
      List<Instant> moments = momentsToCome(program);
      if (!moments.isEmpty()) {
        Instant moment = moments.get(Math.floorMod(which, moments.size()));
        Duration time = Duration.between(program.now(), moment).plus(UNIT.multipliedBy(halves));
        long units = -Math.floorDiv(-time.toNanos(), UNIT.toNanos());
        program.pass(UNIT.multipliedBy(Math.max(0, units)));
      }
      return program.now();
    }

    private static List<Instant> momentsToCome(Program program) {
      JobStore store = program.backend().jobs();
      TreeSet<Instant> moments = new TreeSet<>();
      store.find(new ArrayList<>(program.known())).stream()
          .flatMap(Optional::stream)
          .map(JobRecord::expiresAt)
          .forEach(end -> addIfAny(moments, end));
      for (String queue : Program.QUEUES) {
        for (Place place : List.of(Place.STARTED, Place.SCHEDULED)) {
          store.list(QueueName.of(queue), place, Range.ALL).stream()
              .map(Entry::time)
              .forEach(end -> addIfAny(moments, end));
        }
      }
      return List.copyOf(moments.tailSet(program.now(), false));
    }

    private static void addIfAny(TreeSet<Instant> moments, @Nullable Instant moment) {
      if (moment != null) {
        moments.add(moment);
      }
    }
  }
}
