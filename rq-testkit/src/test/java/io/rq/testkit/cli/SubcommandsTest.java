package io.rq.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Retention;
import io.rq.WorkerOptions;
import io.rq.testkit.contract.Pins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The subcommands that do something and end, each as a process on a Redis. */
class SubcommandsTest extends CommandsOnRedis {

  private static final Pattern ENQUEUED =
      Pattern.compile("Enqueued (.*) with job-id '([\\w-]+)'\\.");

  private Job<Object> enqueued(RqProcess process) {
    assertThat(process.endedWith(0).out()).hasSize(1);
    Matcher said = ENQUEUED.matcher(process.out().get(0));
    assertThat(said.matches()).as(process.out().get(0)).isTrue();
    return rq.job(said.group(2));
  }

  @Test
  @Pins({"CLI-09", "CLI-10"})
  void enqueuePutsACallWithItsArgumentsIntoAQueue(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("test.json");
    Files.writeString(file, "{\"test\": true}\n");

    RqProcess process =
        run(
            "enqueue",
            "tasks.f",
            "hello",
            ":[1, {\"key\": \"value\"}]",
            ":@" + file,
            "%1, 2",
            "json:=[3.0, true]",
            "nojson=abc",
            "file=@" + file);

    Job<Object> job = enqueued(process);
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(job.queue().name()).isEqualTo("default");
    assertThat(
            job.isCallOf(
                Call.path(
                        "tasks.f",
                        "hello",
                        List.of(1, Map.of("key", "value")),
                        Map.of("test", true),
                        List.of(1, 2))
                    .kwarg("json", List.of(3.0, true))
                    .kwarg("nojson", "abc")
                    .kwarg("file", "{\"test\": true}\n")))
        .isTrue();
    assertThat(process.out().get(0)).startsWith("Enqueued tasks.f('hello', [1, ");
  }

  @Test
  @Pins("CLI-09")
  void enqueueTakesEveryOption() {
    Job<Object> first = rq.queue("low").enqueue("tasks.first");
    rq.queue("low").enqueue("tasks.second");

    RqProcess process =
        run(
            ("enqueue tasks.f -q low --timeout 1m --result-ttl -1 --ttl 1h --failure-ttl 0 --job-id mine"
                    + " --at-front --retry-max 3 --retry-interval 10 --retry-interval 20 --quiet")
                .split(" ", -1));
    Job<Object> waiting =
        enqueued(
            run("enqueue", "tasks.f", "--depends-on", first.id().value(), "--description", "D"));

    assertThat(process.endedWith(0).out()).isEmpty();
    Job<Object> job = rq.job("mine");
    assertThat(job.queue().jobIds().get(0)).isEqualTo(JobId.of("mine"));
    assertThat(job.timeout()).contains(Duration.ofMinutes(1));
    assertThat(job.resultTtl()).contains(Retention.forever());
    assertThat(job.failureTtl()).contains(Retention.none());
    assertThat(job.ttl()).contains(Duration.ofHours(1));
    assertThat(job.retriesLeft()).hasValue(3);
    assertThat(waiting.status()).isEqualTo(JobStatus.DEFERRED);
    assertThat(waiting.description()).isEqualTo("D");
    assertThat(waiting.dependencies()).containsExactly(first);
  }

  @Test
  @Pins({"CLI-09", "CLI-13"})
  void jobsArePickledWhereThatIsAskedFor() {
    Job<Object> job = enqueued(run("enqueue", "--serializer", "pickle", ADD, ":1", "b:=2"));

    run("worker", "--burst", "-S", "pickle").endedWith(0);

    assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(run("job", "-S", "pickle", job.id().value()).endedWith(0).out())
        .contains("function:     " + ADD, "  returned:   3");
    assertThat(run("job", job.id().value()).endedWith(0).out())
        .as("what cannot be read is not shown, all else is")
        .contains("status:       finished")
        .anyMatch(line -> line.startsWith("function:     (cannot be read: "));
  }

  @Test
  @Pins("CLI-12")
  void enqueueSchedulesInATimeOrAtALocalTime() {
    Instant before = Instant.now();
    Job<Object> in = enqueued(run("enqueue", "tasks.f", "--schedule-in", "5m"));
    Job<Object> at = enqueued(run("enqueue", "tasks.f", "--schedule-at", "2100-01-23T23:45:01"));

    assertThat(in.status()).isEqualTo(JobStatus.SCHEDULED);
    assertThat(rq.queue().scheduled().timeOf(in).orElseThrow())
        .isBetween(before.plusSeconds(299), Instant.now().plusSeconds(301));
    assertThat(rq.queue().scheduled().timeOf(at))
        .contains(
            LocalDateTime.parse("2100-01-23T23:45:01").atZone(ZoneId.systemDefault()).toInstant());
  }

  @Test
  @Pins("CLI-11")
  void enqueueOfWhatCannotBeUnderstoodEnqueuesNothing() {
    RqProcess process = run("enqueue", "tasks.f", ":[");

    assertThat(process.endedWith(2).err().get(0))
        .isEqualTo("ERROR: Unable to parse 1. non keyword argument as JSON.");
    RqProcess missing = run("enqueue", "tasks.f", "--depends-on", "nobody");
    assertThat(missing.endedWith(1).err()).singleElement().asString().contains("nobody");
    assertThat(rq.queues()).isEmpty();
  }

  @Test
  @Pins("CLI-06")
  void infoShowsQueuesAndWorkers() throws Exception {
    assertThat(run("info").endedWith(0).out())
        .contains("0 queues, 0 jobs total", "0 workers, 0 queues");
    rq.queue("high").enqueue("tasks.f");
    rq.queue("default").enqueue("tasks.f");
    rq.queue("default").enqueue("tasks.f");
    try (RqProcess worker = start("worker", "idle", "--name", "w-1")) {
      worker.awaitLine("*** Listening on idle...");

      List<String> all = run("info").endedWith(0).out();
      assertThat(all)
          .startsWith(
              "default      |██ 2, 0 executing, 0 finished, 0 failed",
              "high         |█ 1, 0 executing, 0 finished, 0 failed",
              "2 queues, 3 jobs total",
              "")
          .contains("1 workers, 2 queues")
          .anyMatch(
              line ->
                  line.matches(
                      "w-1 \\(\\S+ "
                          + worker.pid()
                          + "\\): (started|idle) idle\\. jobs: 0 finished, 0 failed"))
          .last()
          .asString()
          .matches("Updated: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
      assertThat(run("info", "--raw", "--only-queues", "high").endedWith(0).out())
          .containsExactly("queue high 1, 0 executing, 0 finished, 0 failed");
      assertThat(run("info", "-W", "-R", "idle", "high").endedWith(0).out())
          .satisfies(lines -> assertThat(lines.get(0)).matches("idle: w-1 \\((started|idle)\\)"))
          .endsWith("high: –", "1 workers, 2 queues");
      JsonNode json = JsonMapper.shared().readTree(run("info", "--json").endedWith(0).out().get(0));
      assertThat(json.at("/queues/0/name").asString()).isEqualTo("default");
      assertThat(json.at("/queues/0/queued").asInt()).isEqualTo(2);
      assertThat(json.at("/workers/0/pid").asLong()).isEqualTo(worker.pid());
    }
  }

  @Test
  @Pins("CLI-06")
  void infoIsShownAgainUntilItIsStopped() throws Exception {
    try (RqProcess info = start("info", "--interval", "0.05")) {
      info.awaitLine("0 queues, 0 jobs total");
      rq.queue("mail").enqueue("tasks.f");
      info.awaitLine("1 queues, 1 jobs total");

      info.terminate();

      assertThat(info.awaitEnd().endedWith(0).out())
          .as("no terminal, no colours and no clearing")
          .noneMatch(line -> line.contains("\u001b"));
    }
  }

  @Test
  @Pins("CLI-06")
  void infoWithoutARedisIsOneLineAndExitCode1() {
    RqProcess process = RqProcess.run("redis://:s3cr3t@127.0.0.1:1/0", "info");

    assertThat(process.endedWith(1).err())
        .singleElement()
        .asString()
        .startsWith("ERROR: Cannot reach Redis at redis://127.0.0.1:1/0: ");
    assertThat(process.out()).isEmpty();
  }

  @Test
  @Pins("CLI-07")
  void emptyDeletesWhatWaits() {
    assertThat(run("empty").endedWith(0).out()).containsExactly("Nothing to do");
    for (String queue : List.of("a", "b", "b", "c")) {
      rq.queue(queue).enqueue("tasks.f");
    }

    assertThat(run("empty", "b", "none").endedWith(0).out())
        .containsExactly("2 jobs removed from b queue", "0 jobs removed from none queue");
    assertThat(run("empty", "--all").endedWith(0).out())
        .containsExactly(
            "1 jobs removed from a queue",
            "0 jobs removed from b queue",
            "1 jobs removed from c queue");
    assertThat(rq.queues()).allMatch(Queue::isEmpty);
  }

  @Test
  @Pins("CLI-08")
  void requeuePutsFailedJobsBack() {
    Job<Object> one = rq.queue("mail").enqueue("tasks.none");
    Job<Object> two = rq.queue("mail").enqueue("tasks.none");
    Job<Object> three = rq.queue("mail").enqueue("tasks.none");
    Job<Object> other = rq.queue("other").enqueue("tasks.none");
    rq.worker(WorkerOptions.on("mail", "other")).burst();
    Queue mail = rq.queue("mail");

    assertThat(run("requeue", "--queue", "mail").endedWith(0).out())
        .containsExactly("Nothing to do");
    assertThat(run("requeue", "--queue", "mail", one.id().value()).endedWith(0).out())
        .containsExactly("Requeueing 1 jobs from failed queue");
    assertThat(mail.jobIds()).containsExactly(one.id());

    RqProcess partly =
        run("requeue", "--queue", "mail", two.id().value(), one.id().value(), other.id().value());
    assertThat(partly.endedWith(1).out())
        .containsExactly(
            "Requeueing 3 jobs from failed queue",
            "Unable to requeue 2 jobs from failed job registry");

    run("requeue", "--queue", "mail", "--all").endedWith(0);
    assertThat(mail.jobIds()).containsExactly(one.id(), two.id(), three.id());
    assertThat(other.status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  @Pins({"CLI-04", "CLI-05"})
  void suspendHoldsWorkersBackUntilResume() {
    assertThat(run("suspend", "--duration", "0").endedWith(1).err())
        .containsExactly("ERROR: Duration must be an integer greater than 1");
    assertThat(rq.isSuspended()).isFalse();

    run("suspend").endedWith(0);
    assertThat(rq.isSuspended()).isTrue();
    assertThat(run("worker", "--burst").endedWith(1).err())
        .containsExactly(
            "ERROR: RQ is currently suspended, to resume job execution run \"rq resume\"");

    assertThat(run("resume").endedWith(0).out()).containsExactly("Resuming workers.");
    assertThat(rq.isSuspended()).isFalse();
    assertThat(run("suspend", "--duration", "500").endedWith(0).out().get(0))
        .startsWith("Suspending workers for 500 seconds.");
    assertThat(rq.isSuspended()).isTrue();
  }

  @Test
  void jobShowsEverythingAboutAJob() {
    Job<Object> parent = rq.queue("mail").submit(Call.path(ADD, 1, 2).id("parent"));
    rq.queue("mail")
        .submit(Call.path(FAIL).id("child").dependsOn(parent).meta("who", "ann").timeout(MINUTE));
    rq.worker(WorkerOptions.on("mail").name("w-1")).burst();

    assertThat(run("job", "parent").endedWith(0).out())
        .contains(
            "id:           parent",
            "status:       finished",
            "queue:        mail",
            "function:     " + ADD,
            "call:         " + ADD + "(1, 2)",
            "worker:       w-1",
            "  returned:   3");
    assertThat(run("job", "child").endedWith(0).out())
        .contains(
            "status:       failed",
            "timeout:      60 seconds",
            "depends on:   parent (finished)",
            "meta:         {who=ann}",
            "  java.lang.IllegalStateException: This job fails to show how that looks");
    assertThat(run("job", "nobody").endedWith(1).err())
        .singleElement()
        .asString()
        .startsWith("ERROR: ")
        .contains("nobody");
  }

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void demoRunsJobsAndLeavesNothing() {
    assertThat(run("demo", "--quiet").endedWith(0).out())
        .containsExactly(
            "io.rq.redis.cli.Demo.add(1, 2) finished: 3",
            "io.rq.redis.cli.Demo.greet('world') finished: Hello, world!",
            "io.rq.redis.cli.Demo.fail() failed: java.lang.IllegalStateException: This job fails to"
                + " show how that looks");
    assertThat(rq.queues()).isEmpty();
  }
}
