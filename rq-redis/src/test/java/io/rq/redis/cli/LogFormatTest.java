package io.rq.redis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** Lines of the log, by Python's formats (CLI-01). */
class LogFormatTest {

  private static LogRecord record(Level level, String message) {
    LogRecord entry = new LogRecord(level, message);
    entry.setInstant(
        LocalDateTime.parse("2026-01-02T03:04:05.678").atZone(ZoneId.systemDefault()).toInstant());
    entry.setLoggerName("io.rq.Worker");
    return entry;
  }

  private static String line(String format, String date, LogRecord entry) {
    return new LogFormat(format, date).format(entry).stripTrailing();
  }

  @Test
  void aLineIsRqsByDefault() {
    LogRecord entry = record(Level.INFO, "default: Job OK (1)");

    assertThat(line(LogFormat.DEFAULT, LogFormat.DEFAULT_DATE, entry))
        .isEqualTo("03:04:05 default: Job OK (1)");
  }

  @Test
  void itHasTheFieldsThatAreAskedFor() {
    LogRecord entry = record(Level.FINE, "hello {0}");

    assertThat(line("%(levelname)-8s|%(name)s|%(asctime)s|%(message)s 100%%", "%d.%m.%Y", entry))
        .isEqualTo("DEBUG|io.rq.Worker|02.01.2026|hello {0} 100%");
    assertThat(line("%(levelname)s", "", record(Level.SEVERE, ""))).isEqualTo("ERROR");
    assertThat(line("%(levelname)s", "", record(Level.WARNING, ""))).isEqualTo("WARNING");
    assertThat(line("%(process)d", "", entry)).isEqualTo("" + ProcessHandle.current().pid());
  }

  @Test
  void aTimeHasTheFieldsThatAreAskedFor() {
    LogRecord entry = record(Level.INFO, "");

    assertThat(line("%(asctime)s", "%Y-%m-%dT%H:%M:%S.%f", entry))
        .isEqualTo("2026-01-02T03:04:05.678000");
    assertThat(line("%(asctime)s", "%a %b %j 'at' %I %p %%", entry))
        .isEqualTo("Fri Jan 002 'at' 03 AM %");
  }

  @Test
  void fieldsThatThereAreNotAreRefused() {
    assertThatThrownBy(() -> new LogFormat("%(nothing)s", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%(nothing)s");
    assertThatThrownBy(() -> new LogFormat("%(message)s", "%Q"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%Q");
  }

  @Test
  void aStackTraceFollows() {
    LogRecord entry = record(Level.SEVERE, "no");
    entry.setThrown(new IllegalStateException("redis://ann:secret@host/0 is bad"));

    assertThat(new LogFormat("%(message)s", "").format(entry))
        .startsWith("no" + System.lineSeparator() + "java.lang.IllegalStateException: redis://***@")
        .contains("\tat ")
        .doesNotContain("secret");
  }
}
