package io.rq.testkit.worker;

import io.rq.Call;
import io.rq.End;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.WorkerOptions;
import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Bytes;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A program of its own, for {@link WorkerLogTest} to read its log. */
final class LoggingWorker {

  private LoggingWorker() {}

  static int add(int a, int b) {
    return a + b;
  }

  static void interruptItself() {
    Thread.currentThread().interrupt();
  }

  static void die(boolean really) {
    if (really) {
      throw new OutOfMemoryError("pretended");
    }
  }

  private static Insertion unreadable() {
    JobSpec spec =
        new JobSpec(
            JobId.of("unreadable"),
            QueueName.DEFAULT,
            Bytes.ofText("no serializer reads this"),
            "unreadable()",
            Instant.EPOCH,
            null,
            null,
            null,
            null);
    return new Insertion(
        JobRecord.of(spec, JobState.queued(Instant.EPOCH), null), new Placement.Queued(End.BACK));
  }

  public static void main(String[] args) {
    InMemoryBackend backend = new InMemoryBackend();
    try (Rq rq = Rq.on(backend).open()) {
      rq.queue().submit(Call.of(LoggingWorker::add, 1, 2).id("described"));
      rq.worker().burst();
      rq.queue().submit(Call.of(LoggingWorker::add, 3, 4).id("secret").resultTtl(Duration.ZERO));
      rq.worker(WorkerOptions.on().withoutDescriptionsInLog()).burst();
      rq.queue().submit(Call.of(LoggingWorker::add, 5, 6).id("quiet"));
      rq.worker(WorkerOptions.on().withoutResultLifespansInLog()).burst();
      rq.queue().submit(Call.path("com.acme.Missing.run", "an argument").id("missing"));
      rq.worker().burst();
      backend.jobs().insert(List.of(unreadable()), List.of());
      rq.worker().burst();
      rq.queue().submit(Call.ofVoid(LoggingWorker::interruptItself).id("interrupting"));
      rq.worker(WorkerOptions.on().withoutResultLifespansInLog()).burst();
      System.out.println("interrupted: " + Thread.interrupted());
      rq.queue().submit(Call.ofVoid(LoggingWorker::die, true).id("deadly"));
      try {
        rq.worker(WorkerOptions.on().name("w-1")).burst();
      } catch (OutOfMemoryError e) {
        System.out.println("died of " + e.getMessage());
      }
    }
  }
}
