package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.CronInfo;
import io.rq.Dependency;
import io.rq.Job;
import io.rq.MissedRuns;
import io.rq.Retention;
import io.rq.Rq;
import io.rq.RqCron;
import io.rq.RqJob;
import io.rq.SerializationException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How cron entries are declared: in code, by a handle, by annotations, in a file; and what is
 * refused.
 */
abstract class CronDeclarationBehaviour extends CronChapter {

  @Test
  @Pins({"CR-05", "CR-01"})
  void whatCannotBeMeantIsRefusedWhenItIsDeclared() {
    for (String pattern :
        List.of(
            "0 0 31 2 *",
            "0 0 12 30 2 ?",
            "60 * * * *",
            "* * * *",
            "",
            "@reboot",
            "0 3 * * MOO",
            "0 0 12 1 * MON",
            "0 0 0 1 1 ? 2020",
            "0 0 0 28W * ?",
            "0 0 0 31W 2 ?",
            "0 0 0 15,L * ?",
            "0 0 0 1 NOV-FEB ?",
            "0 22-6 * * *",
            "0 24 * * *",
            "0 0 0 * *",
            "0 0 * * 8",
            "tomorrow")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CronEntry.of("a", pattern, ADD))
          .withMessageContaining("'" + pattern + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.every("a", Duration.ZERO, ADD))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.every("a", Duration.ofSeconds(-5), ADD))
        .withMessageContaining("PT-5S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NIGHTLY.zone("Europe/Nowhere"))
        .withMessageContaining("Europe/Nowhere");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HOURLY.zone("Europe/Berlin"))
        .withMessageContaining("Europe/Berlin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.of("a b", "0 3 * * *", ADD))
        .withMessageContaining("'a b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.of("a", "0 3 * * *", ADD.id("mine")))
        .withMessageContaining("'mine'");
    Dependency onOther = Dependency.on(queue.submit(ADD));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronEntry.of("a", "0 3 * * *", ADD.dependsOn(onOther)))
        .withMessageContaining("'a'");
    CronEntry unwritable =
        CronEntry.of("a", "0 3 * * *", Call.path("tasks.run", new Thread("not plain data")));
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> rq.cron().add(NIGHTLY, unwritable));
    assertThat(rq.cron().declared()).as("all or none").isEmpty();
  }

  @Test
  @Pins("F-13")
  void oneNameHasOneEntry() {
    rq.cron().add(NIGHTLY);
    rq.cron().add(CronEntry.of("nightly", "0 3 * * *", Call.of(ContractTasks::add, 1, 2)));

    for (CronEntry other :
        List.of(
            CronEntry.of("nightly", "0 4 * * *", ADD),
            CronEntry.of("nightly", "0 3 * * *", Call.of(ContractTasks::add, 1, 3)),
            CronEntry.of("nightly", "0 3 * * *", ADD.ttl(Duration.ofSeconds(5))),
            CronEntry.of("nightly", "0 3 * * *", ADD.meta("a", 1)),
            NIGHTLY.queue("low"),
            NIGHTLY.zone("Europe/Berlin"),
            NIGHTLY.onMissed(MissedRuns.ALL))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rq.cron().add(HOURLY, other))
          .withMessageContaining("nightly: '0 3 * * *' Z");
    }
    assertThat(rq.cron().declared()).hasSize(1);
  }

  @Test
  @Pins({"F-13", "F-09"})
  void aHandleDeclaresAnEntry() {
    CronEntry entry =
        rq.job(DeclaredTasks::addSlowly)
            .with(o -> o.queue("high"))
            .cron("0 0 12 * * ?", "add-one-two", 1, 2);
    rq.job(DeclaredTasks::addSlowly)
        .with(o -> o.queue("high"))
        .cron("0 0 12 * * ?", "add-one-two", 1, 2);

    assertThat(rq.cron().declared()).containsExactly(entry);
    advanceTo("2024-01-01T12:00:00Z");
    assertThat(rq.cronScheduler().runOnce()).containsExactly(entry);
    Job<Object> job = rq.job("cron-add-one-two-20240101T120000Z");
    assertThat(job.queue().name()).isEqualTo("high");
    Job<Integer> queued = rq.job(DeclaredTasks::addSlowly).queue(1, 2);
    assertThat(job.description()).isEqualTo(queued.description());
    assertThat(job.timeout()).isEqualTo(queued.timeout());
    assertThat(job.resultTtl()).isEqualTo(queued.resultTtl());
    assertThat(job.failureTtl()).isEqualTo(queued.failureTtl());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.job(DeclaredTasks::addSlowly).cron("0 61 * * *", "other", 1, 2));
  }

  /** Declares by annotations. */
  static final class Annotated {

    private Annotated() {}

    @RqCron("0 3 * * *")
    static void nightly() {
      ContractTasks.LOG.add("nightly");
    }

    @RqJob(timeout = "7m", queue = "low")
    @RqCron(interval = "2h", name = "pulse", onMissed = MissedRuns.ALL)
    static void everyTwoHours() {
      ContractTasks.LOG.add("pulse");
    }
  }

  /** Declares what cannot be meant. */
  static final class Misannotated {

    private Misannotated() {}

    @RqCron("0 3 * * *")
    static void withParameter(int number) {
      ContractTasks.LOG.add("number " + number);
    }
  }

  /** Declares a length of time that is none. */
  static final class Misspelled {

    private Misspelled() {}

    @RqCron(interval = "-5m")
    static void backwards() {}
  }

  @Test
  @Pins("F-13")
  void methodsDeclareEntriesByAnnotation() {
    rq.cron().addAll(Annotated.class);
    assertThat(rq.cron().entries())
        .extracting(CronInfo::name)
        .containsExactly("Annotated-nightly", "pulse");

    advanceTo("2024-01-01T03:00:00Z");
    rq.cronScheduler().runOnce();
    assertThat(rq.queue("low").size()).isEqualTo(2);
    assertThat(rq.job("cron-pulse-20240101T000000Z").timeout()).contains(Duration.ofMinutes(7));
    Rq other = another();
    assertThat(other.worker("default", "low").burst().succeeded()).isEqualTo(3);

    assertThat(ContractTasks.LOG).containsExactly("nightly", "pulse", "pulse");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.cron().addAll(Misannotated.class))
        .withMessageContaining("Misannotated.withParameter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.cron().addAll(Misspelled.class))
        .withMessageContaining("Misspelled.backwards")
        .withMessageContaining("'-5m'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.cron().addAll(ContractTasks.class))
        .withMessageContaining("ContractTasks");
  }

  @Test
  @Pins({"CR-09", "CR-01"})
  void aFileDeclaresEntries(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("cron.json");
    Files.writeString(
        file,
        """
        [
          {"name": "nightly", "cron": "0 3 * * *", "zone": "Europe/Berlin", "func_name": "tasks.a",
           "args": [1, 2.5, "x", null, [true], {"k": 1}], "kwargs": {"y": 2}, "queue_name": "low",
           "job_timeout": "5m", "result_ttl": "1d", "failure_ttl": -1, "ttl": 3600,
           "meta": {"owner": "ann"}, "description": "the report", "on_missed": "all"},
          {"name": "pulse", "interval": 30, "func_name": "tasks.b"},
          {"name": "slow", "interval": "2h", "func_name": "tasks.c", "job_timeout": -1}
        ]
        """);

    rq.cron().load(file);

    assertThat(rq.cron().declared())
        .extracting(CronEntry::toString)
        .containsExactly(
            "nightly: '0 3 * * *' Europe/Berlin, tasks.a(1, 2.5, 'x', null, [true], {k=1}, y=2)",
            "pulse: every 30 seconds, tasks.b()",
            "slow: every 7200 seconds, tasks.c()");
    rq.cronScheduler().runOnce();
    advanceTo("2024-01-01T02:00:00Z");
    rq.cronScheduler().runOnce();
    Job<Object> nightly = rq.job("cron-nightly-20240101T020000Z");
    assertThat(nightly.queue().name()).isEqualTo("low");
    assertThat(nightly.timeout()).contains(Duration.ofMinutes(5));
    assertThat(nightly.resultTtl()).contains(Retention.of(Duration.ofDays(1)));
    assertThat(nightly.failureTtl()).contains(Retention.forever());
    assertThat(nightly.ttl()).contains(Duration.ofHours(1));
    assertThat(nightly.meta()).containsEntry("owner", "ann");
    assertThat(nightly.description()).isEqualTo("the report");
    assertThat(nightly.callString()).endsWith("y=2)");
    assertThat(rq.job("cron-slow-20240101T000000Z").timeout()).isEmpty();
  }

  @Test
  @Pins({"CR-09", "CR-01"})
  void aFileThatSaysNonsenseDeclaresNothing(@TempDir Path directory) throws Exception {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("no JSON", "Line 1, column 1: "),
            Map.entry("[{\"name\": }]", "Line 1, column 11: "),
            Map.entry("[{\"name\": \"a\"}", "JSON"),
            Map.entry("{}", "list"),
            Map.entry("[1]", "entry 1: it is no JSON object: 1"),
            Map.entry(fileEntry("\"cron\": \"0 3 * * *\", \"interval\": 5"), "'0 3 * * *' and '5'"),
            Map.entry(fileEntry("\"queue_name\": \"q\""), "neither"),
            Map.entry(fileEntry("\"cron\": \"0 0 31 2 *\""), "'0 0 31 2 *'"),
            Map.entry(fileEntry("\"interval\": -5"), "'-5'"),
            Map.entry(fileEntry("\"interval\": 0"), "PT0S"),
            Map.entry(fileEntry("\"interval\": 1.5"), "1.5"),
            Map.entry(fileEntry("\"interval\": 5, \"interval\": 6"), "interval"),
            Map.entry(fileEntry("\"interval\": 5, \"timeout\": 6"), "'timeout'"),
            Map.entry(fileEntry("\"interval\": 5, \"args\": 6"), "6"),
            Map.entry(fileEntry("\"interval\": 5, \"kwargs\": []"), "[]"),
            Map.entry(fileEntry("\"interval\": 5, \"zone\": \"UTC\""), "UTC"),
            Map.entry(fileEntry("\"interval\": 5, \"on_missed\": \"ever\""), "'ever'"),
            Map.entry(fileEntry("\"interval\": 5, \"job_timeout\": \"soon\""), "'soon'"),
            Map.entry("[{\"name\": \"a\", \"interval\": 5}]", "func_name"),
            Map.entry("[{\"func_name\": \"a\", \"interval\": 5}]", "no name"));
    Path file = directory.resolve("cron.json");
    wrong.forEach(
        (text, complaint) -> {
          assertThatIllegalArgumentException()
              .as(text)
              .isThrownBy(
                  () -> {
                    Files.writeString(file, text);
                    rq.cron().load(file);
                  })
              .withMessageContaining(file.toString())
              .withMessageContaining(complaint);
        });
    Files.writeString(
        file,
        "[{\"name\": \"a\", \"interval\": 5, \"func_name\": \"f\"},"
            + "{\"name\": \"a\", \"interval\": 6, \"func_name\": \"f\"}]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rq.cron().load(file))
        .withMessageContaining("a: every 6 seconds");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> rq.cron().load(directory.resolve("nothing.json")));
    assertThat(rq.cron().declared()).isEmpty();
  }

  private static String fileEntry(String more) {
    return "[{\"name\": \"a\", \"func_name\": \"tasks.a\", " + more + "}]";
  }
}
