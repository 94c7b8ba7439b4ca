package io.rq.testkit.quickstart;

import io.rq.Job;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.inmemory.InMemoryRq;
import io.rq.redis.RedisRq;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A real job through a real queue, in one command: see the README. With {@code
 * -Drq.redis=redis://localhost:6379/0} the queue is in that Redis; without, in memory.
 */
public final class Quickstart {

  private Quickstart() {}

  /** Runs the quickstart. */
  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.logFile", "System.out");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showLogName", "false");
    run(repositoryText(), redisUrl(), System.out);
  }

  private static @Nullable String redisUrl() {
    String url = System.getProperty("rq.redis", "");
    return url.isBlank() ? null : url;
  }

  static void run(Path text, @Nullable String redisUrl, PrintStream out) throws Exception {
    try (TextServer server = TextServer.serving(text);
        Rq rq = redisUrl == null ? InMemoryRq.queued() : RedisRq.connect(redisUrl)) {
      out.println("\n--- A queue and a burst worker: " + rq);
      Queue queue = rq.queue("quickstart");
      Job<Integer> job = queue.enqueue(Words::countWordsAtUrl, server.url());
      out.println(
          "Enqueued "
              + job.description()
              + ": "
              + job.status()
              + ", "
              + queue.size()
              + " in the queue");
      rq.worker("quickstart").burst();
      report(job, out);
    }
    try (TextServer server = TextServer.serving(text);
        Rq rq =
            redisUrl == null
                ? InMemoryRq.synchronous()
                : RedisRq.builder(redisUrl).synchronous().open()) {
      out.println("\n--- No worker at all, as with RQ's is_async=False: " + rq);
      Job<Integer> job = rq.queue("quickstart").enqueue(Words::countWordsAtUrl, server.url());
      report(job, out);
    }
  }

  private static void report(Job<Integer> job, PrintStream out) {
    // Retention is counted from the whole second in which the job ended.
    long kept =
        job.expiresAt().orElseThrow().getEpochSecond()
            - job.endedAt().orElseThrow().getEpochSecond();
    out.println(
        "Job "
            + job.id()
            + ": "
            + job.status().wireName()
            + ", "
            + job.returnValue().orElseThrow()
            + " words, result is kept for "
            + kept
            + " seconds");
  }

  // The root of the repository, whichever directory the command was given in.
  private static Path repositoryText() {
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      if (Files.exists(dir.resolve("LICENSE")) && Files.exists(dir.resolve("rq-testkit"))) {
        return dir.resolve("LICENSE");
      }
    }
    throw new IllegalStateException("Run the quickstart inside the repository");
  }
}
