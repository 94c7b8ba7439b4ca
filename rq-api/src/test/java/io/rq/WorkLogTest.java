package io.rq;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.spi.Bytes;
import io.rq.spi.Claim;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Lease;
import io.rq.spi.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** What a worker says about its jobs (W-45, W-46, W-52). */
class WorkLogTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Lines lines = new Lines();

  @Test
  void aJobIsDescribedWhenItIsTakenAndWhenItSucceeds() {
    logRun(WorkerOptions.on(), null, new Outcome.Returned(null, null));

    assertThat(lines.said)
        .containsExactly(
            "default: tasks.pay('1234 5678') (job-1)",
            "Successfully completed tasks.pay('1234 5678') job in 0:00:02s on worker w-1",
            "default: Job OK (job-1)",
            "Result is kept for 500 seconds");
  }

  @Test
  void itsDescriptionCanBeKeptOut() {
    logRun(WorkerOptions.on().withoutDescriptionsInLog(), null, new Outcome.Returned(null, null));

    assertThat(lines.said)
        .startsWith("default: job-1", "Successfully completed job job-1 in 0:00:02s on worker w-1")
        .noneMatch(line -> line.contains("1234 5678"));
  }

  @Test
  void theLifespanOfAResultIsSaidOrNot() {
    Outcome ok = new Outcome.Returned(null, null);

    logRun(WorkerOptions.on(), Retention.none(), ok);
    logRun(WorkerOptions.on(), Retention.forever(), ok);
    logRun(WorkerOptions.on().withoutResultLifespansInLog(), Retention.of(Duration.ofDays(1)), ok);

    assertThat(lines.said)
        .filteredOn(line -> line.startsWith("Result"))
        .containsExactly(
            "Result discarded immediately",
            "Result will never expire, clean up result key manually");
  }

  @Test
  void onlyASuccessIsCalledOne() {
    logRun(WorkerOptions.on(), null, new Outcome.Threw(new IllegalStateException("boom")));
    logRun(WorkerOptions.on(), null, new Outcome.AskedAgain(Retry.max(1), Bytes.ofText("{}")));
    logRun(WorkerOptions.on(), null, new Outcome.NotRun());
    logRun(WorkerOptions.on(), null, Outcome.Stopped.BY_USER);

    assertThat(lines.said)
        .noneMatch(line -> line.contains("Job OK") || line.contains("Successfully"));
    assertThat(lines.said)
        .anyMatch(line -> line.startsWith("default: Job failed (job-1): java.lang.Ill"))
        .contains("default: Job was not run and waits again (job-1)")
        .contains("default: Job asks to be run again (job-1)")
        .contains("default: Job stopped by user (job-1)");
  }

  @Test
  void aJobThatAsksOnceTooOftenIsNotSaidToRunAgain() {
    Outcome asked = new Outcome.AskedAgain(Retry.max(1), Bytes.ofText("{}"));
    JobState second =
        JobState.queued(NOW).counting(JobState.queued(NOW).counters().retriedOnRequest());

    logRun(WorkerOptions.on(), null, asked, second);

    assertThat(lines.said)
        .containsExactly(
            "default: tasks.pay('1234 5678') (job-1)",
            "Worker w-1: job job-1 has exceeded maximum retry attempts (1)");
  }

  private void logRun(WorkerOptions options, @Nullable Retention resultTtl, Outcome outcome) {
    logRun(options, resultTtl, outcome, JobState.queued(NOW));
  }

  private void logRun(
      WorkerOptions options, @Nullable Retention resultTtl, Outcome outcome, JobState waiting) {
    JobSpec spec =
        new JobSpec(
            JobId.of("job-1"),
            QueueName.DEFAULT,
            Bytes.ofText("no serializer reads this"),
            "tasks.pay('1234 5678')",
            NOW,
            null,
            null,
            resultTtl,
            null,
            Plan.NONE);
    Lease lease =
        new Lease(ExecutionId.of("run"), WorkerName.of("w-1"), NOW, Duration.ofSeconds(90));
    Claim claim = new Claim(JobRecord.of(spec, waiting.started(lease), null), lease);
    WorkLog log = new WorkLog(lines, options.settings(RqConfig.defaults()), WorkerName.of("w-1"));
    log.started(claim);
    log.ended(claim, outcome, NOW.plusSeconds(2));
  }

  /** Keeps what was said. */
  private static final class Lines extends AbstractLogger {

    private static final long serialVersionUID = 1L;

    private final transient List<String> said = new ArrayList<>();

    @Override
    protected String getFullyQualifiedCallerName() {
      return Lines.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable error) {
      said.add(MessageFormatter.basicArrayFormat(pattern, arguments));
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return true;
    }
  }
}
