package io.rq.redis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line understands, before it talks to any Redis. */
class RqCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return RqCommand.commandLine(() -> Instant.EPOCH)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .execute(arguments);
  }

  @Test
  void hasTheSubcommandsOfRq() {
    assertThat(RqCommand.commandLine(() -> Instant.EPOCH).getSubcommands().keySet())
        .containsAll(
            Set.of(
                "worker",
                "worker-pool",
                "scheduler",
                "cron",
                "enqueue",
                "info",
                "empty",
                "requeue",
                "suspend",
                "resume",
                "job",
                "demo",
                "generate-completion"));
  }

  @Test
  void everySubcommandTellsItsOptionsAndItsExitCodes() {
    for (String name : RqCommand.commandLine(() -> Instant.EPOCH).getSubcommands().keySet()) {
      out.getBuffer().setLength(0);

      assertThat(run(name, "--help")).as(name).isZero();
      assertThat(out.toString())
          .contains(
              "Usage: rq " + name, "Exit codes:", "  1   It failed", "  2   The command line");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "worker --nothing",
        "worker --max-jobs many",
        "worker --verbose --quiet",
        "worker-pool --verbose --quiet",
        "worker --logging-level LOUD",
        "worker --date-format %Q",
        "requeue --all",
        "enqueue",
        "enqueue f :[",
        "enqueue f k=1 k=2",
        "enqueue f --schedule-in 1s --schedule-at 2030-01-01T00:00:00",
        "job",
        "cron",
        "enqueue f w\ufffdrld",
        "info --interval 0",
        "enqueue f --timeout soon",
        "enqueue f --timeout 0",
        "enqueue f --retry-max -1",
        "enqueue f --ttl soon",
        "enqueue f --schedule-in soon",
        "enqueue f --schedule-at soon",
        "worker --results-ttl soon",
        "worker-pool -n 0",
        "scheduler --interval soon",
        "info --host 127.0.0.1 --port 99999",
        "info --url redis://localhost --port 1"
      })
  void misuseIsOneLineAndExitCode2(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("ERROR: ");
              assertThat(lines.get(1)).startsWith("Try 'rq ").endsWith(" --help' for help.");
            });
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wroker | There is no subcommand 'wroker': did you mean worker?
          worker-pol -n 4 | There is no subcommand 'worker-pol': did you mean worker-pool?
          xyz | There is no subcommand 'xyz'
          --nothing=s3cr3t | There is no option --nothing
          worker --results-ttl soon | --results-ttl: 'soon' is no length of time
          enqueue f -S pickel | No serializer is named 'pickel'
          worker-pool -n 0 | --num-workers: at least 1, not 0
          enqueue f --timeout soon | --timeout: 'soon' is no length of time
          enqueue f --schedule-at soon | --schedule-at: 'soon' is no time such as 2021-05-27T21:45:00
          info --url redis://localhost --port 1 | Give either --url, or --host, --port and --db
          """)
  void whatIsNotUnderstoodIsNamed(String line, String says) {
    assertThat(run(line.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString().lines().findFirst().orElseThrow()).startsWith("ERROR: " + says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          worker --dequeue-strategy wrong | Dequeue Strategy can only be one of
          worker --classpath /there/is/none.jar | --classpath: there is no /there/is/none.jar
          worker --exception-handler java.lang.String | java.lang.String is no public io.rq.Exc
          worker --config /there/is/none | There is no configuration file /there/is/none
          enqueue f @/there/is/none | Could not open file '/there/is/none': Not found
          suspend --duration 0 | Duration must be an integer greater than 1
          info --host 127.0.0.1 --port 1 --db 3 | Cannot reach Redis at redis://127.0.0.1:1/3
          """)
  void whatCannotBeDoneIsOneLineAndExitCode1(String line, String says) {
    assertThat(run(line.split(" ", -1))).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("ERROR: ")
        .contains(says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker --nothing=redis://ann:s3cr3t@host/0",
        "suspend redis://:s3cr3t@host",
        "suspend REDIS://:s3cr3t@host",
        "suspend redis://:very s3cr3t@host",
        "suspend --password s3cr3t",
        "suspend --password=s3cr3t",
        "info -u redis://:s3cr3t@no host",
        "info -u redis-sentinel://:s3cr3t@host/x",
        "info -u redis-cluster://:s3cr3t@host/x",
        "info -v -u redis-cluster://:s3cr3t@127.0.0.1:1",
        "suspend rediss-cluster://:s3cr3t@one,two",
        "info -v -u redis://:s3cr3t@127.0.0.1:1/0"
      })
  void aPasswordIsNeverPrinted(String line) {
    assertThat(run(line.split(" ", 4))).isNotZero();
    assertThat(err.toString()).startsWith("ERROR: ").doesNotContain("s3cr3t");
  }

  @Test
  void whatAUrlLooksLikeIsPrintedWhole() {
    run("info", "--url", "http://ann:s3cr3t@host");

    assertThat(err.toString())
        .contains(
            "must begin with redis://, rediss://, redis-sentinel:// or redis-cluster://, not with http://",
            "redis://host[:port][/database]",
            "there may be user:password and an at-sign")
        .doesNotContain("s3cr3t");
  }

  @Test
  void aStackTraceIsPrintedOnlyIfAskedFor() {
    run("info", "--url", "redis://127.0.0.1:1/0");
    assertThat(err.toString()).doesNotContain("\tat ");

    run("info", "--verbose", "--url", "redis://127.0.0.1:1/0");
    assertThat(err.toString()).contains("io.rq.BackendException", "\tat ");
  }

  @Test
  void theCommandsOfTheReadmeAreUnderstood() throws IOException {
    List<String> commands =
        Files.readString(Path.of("..", "README.md"))
            .lines()
            .dropWhile(line -> !line.equals("## Command line")) // before it, rq is Python's
            .filter(line -> line.startsWith("rq "))
            .map(line -> line.replaceFirst("\\s*#.*", ""))
            .toList();

    assertThat(commands).hasSizeGreaterThan(5);
    for (String command : commands) {
      String[] arguments = command.split(" ", -1);
      assertThat(
              RqCommand.commandLine(() -> Instant.EPOCH)
                  .parseArgs(Arrays.copyOfRange(arguments, 1, arguments.length))
                  .subcommand())
          .as(command)
          .isNotNull();
    }
  }

  @Test
  void completionIsGenerated() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("worker-pool", "--max-idle-time", "complete ");
  }
}
