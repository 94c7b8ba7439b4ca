package io.rq.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.testkit.contract.Pins;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subcommands that work, each as a process on a Redis. */
class WorkersTest extends CommandsOnRedis {

  private static final String TIME = "\\d\\d:\\d\\d:\\d\\d ";

  @TempDir private static Path directory;
  private static Path jar;

  /** A program of somebody else's, of which this one knows nothing. */
  @BeforeAll
  static void makeJar() throws IOException {
    Path sources = Files.createDirectories(directory.resolve("source/com/acme"));
    Path tasks = sources.resolve("Tasks.java");
    Files.writeString(
        tasks,
        """
        package com.acme;

        import java.net.InetAddress;
        import java.net.Socket;

        public final class Tasks implements io.rq.ExceptionHandler {
          public static String whoAmI() {
            return Thread.currentThread().getContextClassLoader().getName();
          }

          public static int finishWhenTold(int port) throws Exception {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
              return socket.getInputStream().read();
            }
          }

          public static void neverFinish(int port) throws Exception {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
              new java.util.concurrent.CountDownLatch(1).await();
            }
          }

          @Override
          public boolean handle(io.rq.Job<?> job, Throwable error) {
            System.out.println("handler told of " + job.id());
            return true;
          }
        }
        """);
    Path classes = directory.resolve("classes");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-d",
                classes.toString(),
                tasks.toString());
    assertThat(status).isZero();
    jar = directory.resolve("app.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("com/acme/Tasks.class"));
      out.write(Files.readAllBytes(classes.resolve("com/acme/Tasks.class")));
    }
  }

  @Test
  @Pins("CLI-01")
  void aWorkerSaysWhatItDoesInRqsWords() {
    Job<Object> job = rq.queue().enqueue(ADD, 1, 2);
    Job<Object> forever =
        rq.queue().submit(Call.path(ADD, 3, 4).resultTtl(io.rq.Retention.forever()));
    Job<Object> failing = rq.queue().enqueue(FAIL);
    Path pid = directory.resolve("worker.pid");

    RqProcess worker =
        run("worker", "--burst", "--name", "w-1", "--pid", pid.toString(), "--results-ttl", "7m");

    assertThat(worker.endedWith(0).out())
        .satisfiesExactly(
            line -> said(line, "Worker w-1: started with PID \\d+, version .*"),
            line -> said(line, "\\*\\*\\* Listening on default\\.\\.\\."),
            line ->
                said(
                    line,
                    "default: io\\.rq\\.redis\\.cli\\.Demo\\.add\\(1, 2\\) \\(" + job.id() + "\\)"),
            line ->
                said(
                    line,
                    "Successfully completed .*add\\(1, 2\\) job in \\d+:\\d\\d:\\d\\d\\S*s on worker w-1"),
            line -> said(line, "default: Job OK \\(" + job.id() + "\\)"),
            line -> said(line, "Result is kept for 420 seconds"),
            line -> said(line, "default: .*add\\(3, 4\\) \\(" + forever.id() + "\\)"),
            line -> said(line, "Successfully completed .*"),
            line -> said(line, "default: Job OK .*"),
            line -> said(line, "Result will never expire, clean up result key manually"),
            line -> said(line, "default: .*fail\\(\\) \\(" + failing.id() + "\\)"),
            line -> said(line, "Worker w-1: done, quitting"));
    assertThat(worker.err())
        .as("errors go to the standard error")
        .first()
        .asString()
        .matches(TIME + "default: Job failed \\(" + failing.id() + "\\): java.lang.IllegalState.*");
    assertThat(pid).hasContent(Long.toString(worker.pid()));
    assertThat(job.returnValue()).contains(3);
  }

  private static void said(String line, String pattern) {
    assertThat(line).matches(TIME + pattern);
  }

  @Test
  @Pins({"CLI-01", "CLI-02"})
  void whatIsLoggedIsAsAskedFor() {
    rq.queue().enqueue(ADD, 1, 2);
    rq.queue().enqueue(ADD, 3, 4);

    RqProcess formatted =
        run(
            "worker",
            "-b",
            "--max-jobs=1",
            "--disable-job-desc-logging",
            "--log-format=%(levelname)s|%(asctime)s|%(message)s",
            "--date-format=%Y-%m-%d");
    RqProcess quiet = run("worker", "-b", "--quiet");

    assertThat(formatted.endedWith(0).out())
        .allMatch(line -> line.matches("INFO\\|\\d{4}-\\d\\d-\\d\\d\\|.*"))
        .noneMatch(line -> line.contains("Demo.add"));
    assertThat(quiet.endedWith(0).out()).isEmpty();
    assertThat(quiet.err()).isEmpty();
    assertThat(rq.queue().isEmpty()).isTrue();
  }

  @Test
  @Pins("CLI-03")
  void aStrategyThatThereIsNotIsRefused() {
    assertThat(run("worker", "-b", "--dequeue-strategy", "random").exitCode()).isZero();
    assertThat(run("worker", "-b", "--dequeue-strategy", "wrong").endedWith(1).err())
        .containsExactly(
            "ERROR: Dequeue Strategy can only be one of `default`, `random` or `round_robin`.");
  }

  @Test
  @Pins({"CLI-01", "F-16"})
  void dueJobsAreMovedBySchedulersOnly() {
    Job<Object> job = rq.queue().enqueueIn(Duration.ZERO, ADD, 1, 2);

    run("worker", "--burst").endedWith(0);
    assertThat(job.status()).isEqualTo(JobStatus.SCHEDULED);
    run("scheduler", "--burst").endedWith(0);
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    Job<Object> second = rq.queue().enqueueIn(Duration.ZERO, ADD, 1, 2);
    run("worker", "--burst", "--with-scheduler").endedWith(0);

    assertThat(List.of(job.status(), second.status())).containsOnly(JobStatus.FINISHED);
  }

  @Test
  @Pins("F-16")
  void aSchedulerSchedulesUntilItIsStopped() throws Exception {
    try (RqProcess scheduler = start("scheduler", "mail", "--interval", "1")) {
      scheduler.awaitLine("started on Redis at ");
      Job<Object> job = rq.queue("mail").enqueueIn(Duration.ZERO, ADD, 1, 2);
      try (RqProcess worker = start("worker", "mail", "--max-jobs", "1")) {
        assertThat(job.latestResult(Duration.ofMinutes(2))).isPresent();
        worker.awaitEnd().endedWith(0);
      }

      scheduler.terminate();

      scheduler.awaitLine("warm shut down requested");
      scheduler.awaitEnd().endedWith(0);
    }
  }

  @Test
  @Pins("CLI-16")
  void aCronSchedulerEnqueuesWhatAFileSays() throws Exception {
    Path file = directory.resolve("cron.json");
    Files.writeString(
        file,
        """
        [{"name": "pulse", "interval": 1, "func_name": "%s", "args": [1, 2], "queue_name": "mail"}]
        """
            .formatted(ADD));
    try (RqProcess cron = start("cron", file.toString(), "--logging-level", "INFO")) {
      cron.awaitLine("started on Redis at ");
      assertThat(rq.cron().schedulers())
          .singleElement()
          .satisfies(scheduler -> assertThat(scheduler.pid()).isEqualTo(cron.pid()));
      await().atMost(Duration.ofMinutes(2)).until(() -> rq.queue("mail").size() >= 2);

      cron.terminate();

      cron.awaitLine("warm shut down requested");
      cron.awaitEnd().endedWith(0);
    }
    assertThat(rq.queue("mail").jobs()).allMatch(job -> job.callString().equals(ADD + "(1, 2)"));
    assertThat(run("cron", file + ".not").endedWith(1).err())
        .containsExactly("ERROR: There is no cron file " + file + ".not");
  }

  @Test
  @Pins("CLI-15")
  void aPoolWorksWithSeveralWorkers() throws Exception {
    try (ServerSocket jobs = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      Job<Object> one = rq.queue("a").enqueue("com.acme.Tasks.finishWhenTold", jobs.getLocalPort());
      Job<Object> two = rq.queue("b").enqueue("com.acme.Tasks.finishWhenTold", jobs.getLocalPort());
      RqProcess pool =
          start("worker-pool", "a", "b", "-n", "2", "-b", "-P", jar.toString(), "--allow=com.acme");
      jobs.setSoTimeout(120_000);
      try (Socket first = jobs.accept();
          Socket second = jobs.accept()) {
        first.getOutputStream().write(1);
        second.getOutputStream().write(1);
      }

      pool.awaitEnd().endedWith(0);

      assertThat(one.returnValue()).contains(1);
      assertThat(two.returnValue()).contains(1);
    }
  }

  @Test
  void aProgramIsFoundOnTheClassPathAndCalledWhereItIsAllowed() {
    Job<Object> job = rq.queue().enqueue("com.acme.Tasks.whoAmI");
    run("worker", "-b", "-P", jar.toString()).endedWith(0);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("FunctionNotAllowedException", "com.acme");

    job.requeue();
    assertThat(run("worker", "-b", "--allow", "com.acme.*").endedWith(1).err())
        .containsExactly(
            "ERROR: 'com.acme.*' names no package: leave the \".*\" off, a package includes those"
                + " below it");
    run("worker", "-b", "-P", directory + File.pathSeparator + jar, "--allow", "com.acme")
        .endedWith(0);

    assertThat(job.returnValue()).contains("jobs");
  }

  @Test
  @Pins("CLI-01")
  void exceptionHandlersAreToldOfFailures() {
    Job<Object> job = rq.queue().enqueue(FAIL);

    RqProcess worker =
        run("worker", "-b", "-P", jar.toString(), "--exception-handler", "com.acme.Tasks");

    assertThat(worker.endedWith(0).out()).contains("handler told of " + job.id());
  }

  @Test
  @Pins("W-35")
  void theFirstSignalLetsTheJobFinish() throws Exception {
    try (ServerSocket jobs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RqProcess worker =
            start("worker", "-n", "w-1", "-P", jar.toString(), "--allow", "com.acme")) {
      jobs.setSoTimeout(120_000);
      Job<Object> job = rq.queue().enqueue("com.acme.Tasks.finishWhenTold", jobs.getLocalPort());
      Job<Object> next = rq.queue().enqueue(ADD, 1, 2);
      try (Socket running = jobs.accept()) {
        worker.terminate();
        assertThat(worker.awaitLine("warm shut down requested"))
            .endsWith("Worker w-1 [PID " + worker.pid() + "]: warm shut down requested");
        running.getOutputStream().write(42);
      }

      worker.awaitEnd().endedWith(0);

      assertThat(job.returnValue()).contains(42);
      assertThat(next.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(run("info", "--raw", "-W").out()).as("it signed off").isEmpty();
    }
  }

  @Test
  @Pins("W-36")
  void theSecondSignalInterruptsTheJob() throws Exception {
    try (ServerSocket jobs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RqProcess worker =
            start("worker", "-n", "w-1", "-P", jar.toString(), "--allow", "com.acme")) {
      jobs.setSoTimeout(120_000);
      Job<Object> job = rq.queue().enqueue("com.acme.Tasks.neverFinish", jobs.getLocalPort());
      try (Socket running = jobs.accept()) {
        assertThat(running.isConnected()).isTrue();
        worker.terminate();
        worker.awaitLine("warm shut down requested");
        worker.terminate();
        worker.awaitLine("Worker w-1: cold shut down");
      }

      worker.awaitEnd().endedWith(0);

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
          .contains("Work-horse terminated unexpectedly");
    }
  }
}
