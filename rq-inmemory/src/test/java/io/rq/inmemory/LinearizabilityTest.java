package io.rq.inmemory;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.rq.End;
import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.ResultType;
import io.rq.Retention;
import io.rq.WorkerName;
import io.rq.spi.Admission;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Entry;
import io.rq.spi.Expected;
import io.rq.spi.Fact;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.JobStore;
import io.rq.spi.Lease;
import io.rq.spi.Place;
import io.rq.spi.Placement;
import io.rq.spi.Range;
import io.rq.spi.Selection;
import io.rq.spi.Settlement;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads do to the store at the same time, each is told what it would have been told if
 * they had done it one after the other, in some order. What that is, the store itself says when one
 * thread uses it; that this is right is what the contract suite of the test kit shows.
 *
 * <p>Lincheck does not look into streams of the JDK, so what reads by them counts as one piece here
 * even without the lock; the suite has threads that would notice.
 */
class LinearizabilityTest {

  @Test
  void holdsInEveryInterleavingThatIsTried() {
    new ModelCheckingOptions()
        .iterations(50)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(2)
        .actorsAfter(1)
        // That it lets in one thread at a time is shown by OneLockTest. So whatever is done under
        // it need not be taken to pieces, and whatever is not, is.
        .addGuarantee(forClasses(OneLock.class.getName()).allMethods().treatAsAtomic())
        .addGuarantee(forClasses(Places.class.getName()).allMethods().ignore())
        .check(Store.class);
  }

  /**
   * The operations among which Lincheck chooses. At first there is a job that waits, one that runs,
   * and one that waits for that to end.
   */
  @Param(name = "number", gen = IntGen.class, conf = "0:1")
  public static class Store {

    /** To read at the same time as another read shows nothing. */
    private static final String READS = "reads";

    private static final JobId WAITING = JobId.of("waiting");
    private static final JobId RUNNING = JobId.of("running");
    private static final JobId DEFERRED = JobId.of("deferred");
    private static final List<JobId> ALL = List.of(WAITING, RUNNING, DEFERRED);

    private static final QueueName QUEUE = QueueName.of("mail");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
    private static final Retention KEPT = Retention.of(Duration.ofSeconds(500));
    private static final Instant NO_LONGER_KEPT = NOW.plusSeconds(500);
    private static final List<Lease> LEASES = List.of(lease("run-0"), lease("run-1"));
    private static final List<Bytes> NOTES = List.of(Bytes.ofText("a"), Bytes.ofText("b"));
    private static final Selection NEXT = new Selection.FirstOf(List.of(QUEUE));

    private static final Transition FINISH =
        Transition.of(
            new Change(
                RUNNING,
                QUEUE,
                new Expected.Leased(LEASES.get(0).execution()),
                new JobState(JobStatus.FINISHED, NOW, NOW, NOW, NOW, null),
                new Placement.Retained(Placement.Outcome.FINISHED, KEPT, NOW),
                new StoredResult(ResultType.SUCCESSFUL, NOW, null, null, null, null, null, null)));

    private static final Transition RELEASE =
        new Transition(
            List.of(queue(DEFERRED, JobStatus.DEFERRED)),
            List.of(
                new Fact.Status(RUNNING, Optional.of(JobStatus.FINISHED)),
                new Fact.Dependents(RUNNING, Set.of(DEFERRED))),
            null);

    private static final Transition CANCEL_AND_REQUEUE =
        new Transition(
            List.of(
                change(
                    WAITING,
                    JobStatus.QUEUED,
                    JobStatus.CANCELED,
                    new Placement.Retained(Placement.Outcome.CANCELED, KEPT, NOW)),
                queue(RUNNING, JobStatus.FINISHED)),
            List.of(),
            null);

    private static final Transition DISCARD =
        Transition.of(
            change(WAITING, JobStatus.QUEUED, JobStatus.QUEUED, new Placement.Discarded()));

    private final JobStore jobs = new InMemoryBackend().jobs();

    /** Called by Lincheck for each interleaving. */
    public Store() {
      jobs.insert(List.of(queued(RUNNING)), List.of());
      jobs.claim(NEXT, LEASES.get(0));
      jobs.insert(List.of(queued(WAITING), deferred(DEFERRED)), List.of());
    }

    @Operation
    public int insert(@Param(name = "number") int job) {
      return told(jobs.insert(List.of(queued(ALL.get(job))), List.of()));
    }

    @Operation
    public int insertTwoIfOneRuns() {
      return told(
          jobs.insert(
              List.of(queued(JobId.of("another")), queued(DEFERRED)),
              List.of(new Fact.Status(RUNNING, Optional.of(JobStatus.STARTED)))));
    }

    @Operation
    public String claim(@Param(name = "number") int run) {
      return told(jobs.claim(NEXT, LEASES.get(run)));
    }

    @Operation
    public boolean extend() {
      return jobs.extend(RUNNING, QUEUE, LEASES.get(0));
    }

    @Operation
    public boolean finish() {
      return jobs.commit(FINISH);
    }

    @Operation
    public List<Object> finishAndClaim(@Param(name = "number") int run) {
      Settlement settlement = jobs.commitAndClaim(FINISH, NEXT, LEASES.get(run));
      return List.of(settlement.applied(), told(settlement.next()));
    }

    @Operation
    public boolean release() {
      return jobs.commit(RELEASE);
    }

    @Operation
    public List<Boolean> releaseAndDiscard() {
      return jobs.commitEach(List.of(RELEASE, DISCARD));
    }

    @Operation
    public boolean cancelOneAndRequeueAnother() {
      return jobs.commit(CANCEL_AND_REQUEUE);
    }

    @Operation
    public boolean annotate(@Param(name = "number") int note) {
      return jobs.annotate(WAITING, NOTES.get(note), NOW);
    }

    @Operation
    public int purge() {
      return jobs.purge(QUEUE, NO_LONGER_KEPT, 2);
    }

    @Operation(nonParallelGroup = READS)
    public List<Object> find() {
      List<Object> told = new ArrayList<>();
      for (Optional<JobRecord> found : jobs.find(ALL)) {
        told.add(found.isPresent() ? found.get().state().status() : "none");
        told.add(found.isPresent() ? NOTES.indexOf(found.get().meta()) : -1);
      }
      return told;
    }

    @Operation(nonParallelGroup = READS)
    public List<String> list() {
      List<String> told = new ArrayList<>();
      for (Entry line : jobs.list(QUEUE, Place.QUEUED, Range.ALL)) {
        told.add(line.job().value());
      }
      return told;
    }

    @Operation(nonParallelGroup = READS)
    public int dependents() {
      return jobs.dependents(RUNNING).size();
    }

    @Operation(nonParallelGroup = READS)
    public int results() {
      return jobs.results(RUNNING, 10).size();
    }

    /** What came of an interleaving: each job is in the place of its status, and only there. */
    @Validate
    public void eachJobLiesWhereItsStatusSays() {
      Places.check(jobs);
    }

    private static int told(Admission admission) {
      return (admission.factsHeld() ? 0 : 10) + admission.taken().size();
    }

    private static String told(Optional<Claim> claim) {
      return claim.isPresent() ? claim.get().job().id().value() : "none";
    }

    private static Insertion queued(JobId id) {
      return new Insertion(
          JobRecord.of(spec(id), JobState.queued(NOW), null), new Placement.Queued(End.BACK));
    }

    private static Insertion deferred(JobId id) {
      return new Insertion(
          JobRecord.of(spec(id), JobState.queued(NOW).in(JobStatus.DEFERRED), null),
          new Placement.Deferred(List.of(RUNNING), NOW));
    }

    private static JobSpec spec(JobId id) {
      return new JobSpec(id, QUEUE, NOTES.get(0), "", NOW, null, null, null, null);
    }

    private static Lease lease(String run) {
      return new Lease(ExecutionId.of(run), WorkerName.of("worker"), NOW, Duration.ofSeconds(60));
    }

    private static Change queue(JobId id, JobStatus from) {
      return change(id, from, JobStatus.QUEUED, new Placement.Queued(End.FRONT));
    }

    private static Change change(JobId id, JobStatus from, JobStatus to, Placement placement) {
      return new Change(
          id,
          QUEUE,
          new Expected.In(Set.of(from)),
          new JobState(to, NOW, null, null, null, null),
          placement,
          null);
    }
  }

  /** A look at everything, which Lincheck need not take to pieces. */
  static final class Places {

    private Places() {}

    /** Each job is in the place of its status, and in no other. */
    static void check(JobStore jobs) {
      for (JobId id : Store.ALL) {
        JobRecord job = jobs.find(List.of(id)).get(0).orElse(null);
        for (Place place : Place.values()) {
          boolean belongs = job != null && place.name().equals(job.state().status().name());
          boolean lies =
              jobs.list(Store.QUEUE, place, Range.ALL).stream()
                  .anyMatch(line -> line.job().equals(id));
          if (lies != belongs) {
            throw new AssertionError(job + (lies ? " is in " : " is not in ") + place);
          }
        }
      }
    }
  }
}
