package io.rq.testkit.await;

import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchJobException;
import io.rq.QueueName;
import io.rq.Result;
import io.rq.WorkerInfo;
import io.rq.testkit.RqTestkit;
import io.rq.testkit.Situation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Waits for what live workers make of a job: {@code await(job).untilFinished();}. It asks again and
 * again, for ten seconds of real time at the most unless the test says otherwise, and gives up
 * early if the job ended in another way. It needs {@code org.awaitility:awaitility} beside the kit.
 */
public final class JobAwait {

  private static final Set<JobStatus> ENDED =
      EnumSet.of(JobStatus.FINISHED, JobStatus.FAILED, JobStatus.STOPPED, JobStatus.CANCELED);

  private final Job<?> job;
  private final Duration atMost;

  private JobAwait(Job<?> job, Duration atMost) {
    this.job = job;
    this.atMost = atMost;
  }

  /** Starts to wait for that job. */
  public static JobAwait await(Job<?> job) {
    return new JobAwait(job, Duration.ofSeconds(10));
  }

  /** Waits so long at the most. */
  public JobAwait atMost(Duration time) {
    return new JobAwait(job, time);
  }

  /**
   * Until it ran to its end.
   *
   * @throws org.awaitility.core.ConditionTimeoutException if it does not in time
   * @throws org.awaitility.core.TerminalFailureException if it ended in another way
   */
  public void untilFinished() {
    until(JobStatus.FINISHED);
  }

  /** Until it failed for good; the rest as for {@link #untilFinished}. */
  public void untilFailed() {
    until(JobStatus.FAILED);
  }

  /** Until it runs. */
  public void untilStarted() {
    until(JobStatus.STARTED);
  }

  /**
   * Until it has that status.
   *
   * @throws ConditionTimeoutException if it does not in time; the message says what the job and the
   *     workers are at then
   */
  public void until(JobStatus status) {
    try {
      waitUntil(status);
    } catch (ConditionTimeoutException e) {
      throw new ConditionTimeoutException(
          "Job "
              + job.description()
              + " ("
              + job.id()
              + ") was not "
              + status
              + " within "
              + atMost.toMillis()
              + " ms. It is "
              + situation()
              + RqTestkit.of(job.rq()).map(this::surroundings).orElse(""),
          e);
    }
  }

  private String situation() {
    try {
      return Situation.of(job);
    } catch (NoSuchJobException e) { // its time was over, or somebody deleted it
      return "gone";
    }
  }

  private String surroundings(RqTestkit kit) {
    List<WorkerInfo> workers = job.rq().workers();
    return ". The clock of the test stands at "
        + kit.clock().instant()
        + ". "
        + (workers.isEmpty()
            ? "No worker is registered"
            : workers.stream().map(WorkerInfo::toString).collect(Collectors.joining("; ")))
        + remedy(workers);
  }

  private String remedy(List<WorkerInfo> workers) {
    if (!job.queue().workers().isEmpty()) {
      return "";
    }
    String queue = job.queue().name();
    Stream<String> served =
        workers.stream().flatMap(worker -> worker.queues().stream()).map(QueueName::value);
    return ". None serves queue '"
        + queue
        + "'; with @RqTest(mode = LIVE, queues = "
        + Stream.concat(served, Stream.of(queue))
            .distinct()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(", ", "{", "}"))
        + ") one does";
  }

  private void waitUntil(JobStatus status) {
    Awaitility.await(job + " is " + status)
        .atMost(atMost)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .failFast("It ended in another way", () -> mustNotHaveEndedOtherwise(status))
        .until(() -> job.status() == status);
  }

  private void mustNotHaveEndedOtherwise(JobStatus wanted) {
    JobStatus status = job.status();
    if (status != wanted && ENDED.contains(status)) {
      String why =
          job.latestResult().flatMap(Result::failure).map(trace -> "\n" + trace).orElse("");
      throw new IllegalStateException(job + " is " + status + why);
    }
  }
}
