package io.rq.testkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.testkit.contract.Pins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What workers log, in a program of its own. */
class WorkerLogTest {

  private static List<String> log;

  @BeforeAll
  static void run() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-Dorg.slf4j.simpleLogger.showThreadName=false",
                "-Dorg.slf4j.simpleLogger.showShortLogName=true",
                LoggingWorker.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      log = read(program);
      assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).as(String.join("\n", log)).isZero();
    } finally {
      program.destroyForcibly();
    }
  }

  private static List<String> read(Process program) throws IOException {
    return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private static List<String> linesWith(String text) {
    return log.stream().filter(line -> line.contains(text)).toList();
  }

  @Test
  @Pins("W-45")
  void describeJobsUnlessToldNotTo() {
    assertThat(linesWith("LoggingWorker.add(1, 2)"))
        .hasSize(2)
        .anyMatch(line -> line.endsWith("default: " + DESCRIBED + " (described)"))
        .anyMatch(line -> line.contains("Successfully completed " + DESCRIBED + " job in 0:"));
    assertThat(linesWith("LoggingWorker.add(3, 4)")).isEmpty();
    assertThat(linesWith("secret"))
        .anyMatch(line -> line.endsWith("default: secret"))
        .anyMatch(line -> line.contains("Successfully completed job secret in 0:"))
        .anyMatch(line -> line.endsWith("default: Job OK (secret)"));
  }

  private static final String DESCRIBED = "io.rq.testkit.worker.LoggingWorker.add(1, 2)";

  @Test
  @Pins("W-46")
  void sayHowLongResultsAreKeptUnlessToldNotTo() {
    assertThat(linesWith("Result ").stream().map(line -> line.replaceAll(".* - ", "")))
        .containsExactly("Result is kept for 500 seconds", "Result discarded immediately");
  }

  @Test
  @Pins({"W-52", "W-24"})
  void sayWhyAJobFailedWhoeverCanReadIt() {
    assertThat(linesWith("default: Job failed (missing): io.rq.NoSuchFunctionException"))
        .hasSize(1);
    assertThat(linesWith("default: Job failed (unreadable): io.rq.DeserializationException"))
        .hasSize(1);
  }

  @Test
  @Pins({"W-51", "W-33"})
  void sayWhatEndedAWorker() {
    assertThat(linesWith("Worker w-1: found an unhandled exception, quitting")).hasSize(1);
    assertThat(linesWith("Worker w-1: done, quitting")).as("it signed off").hasSize(1);
    assertThat(log).contains("died of pretended");
  }

  @Test
  @Pins("W-35")
  void sayThatAnInterruptEndsThem() {
    assertThat(linesWith("Thread main was interrupted, by its job or from outside")).hasSize(1);
    assertThat(linesWith("interrupted: true")).hasSize(1);
  }
}
