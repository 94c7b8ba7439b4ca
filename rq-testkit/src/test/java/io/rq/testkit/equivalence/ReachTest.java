package io.rq.testkit.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.ResultType;
import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Entry;
import io.rq.spi.JobRecord;
import io.rq.spi.Place;
import io.rq.spi.StoredResult;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random scenarios get where it matters: what they never reach, they prove nothing about. */
class ReachTest {

  private static final Set<String> REACHED = new TreeSet<>();

  @BeforeAll
  static void runSome() {
    for (long seed = 0; seed < 300; seed++) {
      run(Equivalence.scenario(seed, 40));
    }
  }

  private static void run(Scenario scenario) {
    try (Program program = new Program(Subject.of(new InMemoryBackend()), scenario.start())) {
      for (Step step : scenario.steps()) {
        String answer = program.does(step);
        REACHED.add(step.getClass().getSimpleName());
        note(answer.startsWith("Optional[true]") || answer.equals("true"), step, "has effect");
        note(answer.startsWith("Optional[false]") || answer.equals("false"), step, "has none");
        noteFacts(step, answer);
        note(step instanceof StoreStep.CompactPart && !answer.equals("0"), step, "drops some");
        note(answer.matches("(?s)\\w+Exception: .*"), answer.replaceFirst("(?s)Exception: .*", ""));
        look(program.everything());
      }
    }
  }

  private static void noteFacts(Step step, String answer) {
    if (step instanceof StoreStep.Commit commit && commit.moves().size() == 1) {
      for (StoreStep.Check check : commit.checks()) {
        String fact = (check.holds() ? "right about " : "wrong about ") + check.about();
        note(true, step, fact + ": " + answer);
      }
    }
  }

  private static void note(boolean reached, Step step, String what) {
    note(reached, step.getClass().getSimpleName() + " " + what);
  }

  private static void note(boolean reached, String what) {
    if (reached) {
      REACHED.add(what);
    }
  }

  private static void look(State state) {
    state.jobs().values().forEach(ReachTest::look);
    state.places().keySet().forEach(place -> REACHED.add(place.replaceFirst(".* ", "in ")));
    state.results().values().forEach(ReachTest::look);
    note(state.queues().size() == 3, "three queues");
    note(state.dependents().values().stream().anyMatch(all -> all.size() >= 3), "fan out");
    note(state.groups().values().stream().anyMatch(all -> all.size() >= 2), "a group of many");
    note(state.workers().stream().anyMatch(worker -> worker.currentJob() != null), "busy workers");
    note(state.suspended(), "suspended");
    note(endedAndGone(state) >= 3, "all that ended is over");
  }

  /** How many jobs ended of which there is none any more; zero if there is one. */
  private static long endedAndGone(State state) {
    List<JobId> ended =
        state.places().entrySet().stream()
            .filter(place -> place.getKey().matches(".* (FINISHED|FAILED)"))
            .flatMap(place -> place.getValue().stream())
            .map(Entry::job)
            .toList();
    return ended.stream().anyMatch(state.jobs()::containsKey) ? 0 : ended.size();
  }

  private static void look(JobRecord job) {
    REACHED.add(job.state().status().name());
    var on = job.spec().plan().dependencies();
    note(
        job.state().status() == JobStatus.DEFERRED && on != null && on.parents().size() >= 3,
        "fan in");
    note(job.meta() != null, "meta");
    note(job.state().counters().retriesUsed() > 1, "asked again");
    note(Integer.valueOf(0).equals(job.state().counters().retriesLeft()), "no retries left");
    note(Integer.valueOf(0).equals(job.state().counters().repeatsLeft()), "no repeats left");
  }

  private static void look(Collection<StoredResult> results) {
    note(results.size() == StoredResult.KEPT_PER_JOB, "as many results as are kept");
    for (StoredResult result : results) {
      REACHED.add(result.type().name());
      String failure = String.valueOf(result.failure());
      note(failure.contains("AbandonedJobError"), "a lost run");
      note(failure.contains("LostDependencyException"), "a lost parent");
      note(failure.contains("The callback of"), "a callback that fails");
    }
  }

  private static void assertReached(Stream<String> names, String... others) {
    assertThat(Stream.concat(names, Stream.of(others)).filter(name -> !REACHED.contains(name)))
        .as("never reached")
        .isEmpty();
  }

  @Test
  void theyTakeEachKindOfStep() {
    assertReached(
        Arrays.stream(Step.class.getPermittedSubclasses())
            .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
            .map(Class::getSimpleName));
  }

  @Test
  void whatIsDoneHasEffectOrNone() {
    assertReached(
        Stream.of("Commit", "Extend", "Finish", "SignOn", "Acquire")
            .flatMap(step -> Stream.of(step + " has effect", step + " has none")));
  }

  @Test
  void whatACommitReliesOnIsSoOrNot() {
    assertReached(
        Arrays.stream(StoreStep.Check.About.values())
            .flatMap(
                about ->
                    Stream.of(
                        "Commit right about " + about + ": true",
                        "Commit wrong about " + about + ": false")));
  }

  @Test
  void partsOfQueuesAreCompacted() {
    assertReached(Stream.of("CompactPart drops some"));
  }

  @Test
  void jobsGetIntoEachStatusAndEachPlace() {
    assertReached(
        Arrays.stream(JobStatus.values())
            .filter(status -> status != JobStatus.CREATED)
            .map(Enum::name),
        "meta",
        "asked again",
        "no retries left",
        "no repeats left");
    assertReached(Arrays.stream(Place.values()).map(place -> "in " + place));
  }

  @Test
  void runsEndInEachWay() {
    assertReached(
        Arrays.stream(ResultType.values())
            .filter(type -> type != ResultType.STOPPED)
            .map(Enum::name),
        "a lost run",
        "a lost parent",
        "a callback that fails");
  }

  @Test
  void theLimitsAreReached() {
    assertReached(
        Stream.of(
            "as many results as are kept",
            "three queues",
            "fan in",
            "fan out",
            "a group of many",
            "busy workers",
            "suspended",
            "all that ended is over"));
  }

  @Test
  void programsAreRefusedForEachReason() {
    assertReached(Stream.of("DuplicateJob", "NoSuchJob", "InvalidJobOperation", "IllegalArgument"));
  }
}
