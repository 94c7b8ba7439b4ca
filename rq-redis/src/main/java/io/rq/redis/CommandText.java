package io.rq.redis;

import io.rq.spi.Command;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Writes and reads commands as RQ's JSON. A text that is none would deafen a Python worker for
 * good.
 */
final class CommandText {

  private static final String SHUTDOWN = "shutdown";
  private static final String KILL_HORSE = "kill-horse";
  private static final String STOP_JOB = "stop-job";

  private CommandText() {}

  static String write(Command command) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (command instanceof Command.Shutdown) {
      fields.put("command", SHUTDOWN);
    } else if (command instanceof Command.KillHorse) {
      fields.put("command", KILL_HORSE);
    } else if (command instanceof Command.StopJob stop) {
      fields.put("command", STOP_JOB);
      fields.put("job_id", stop.job().value());
    }
    return Json.write(fields);
  }

  /** Reads a command; empty if there is none such. */
  static Optional<Command> read(String text) {
    return Json.read(text).flatMap(CommandText::read);
  }

  private static Optional<Command> read(JsonNode fields) {
    return switch (fields.path("command").asString("")) {
      case SHUTDOWN -> Optional.of(new Command.Shutdown());
      case KILL_HORSE -> Optional.of(new Command.KillHorse());
      case STOP_JOB ->
          Names.job(fields.path("job_id").asString("")).map(job -> new Command.StopJob(job));
      default -> Optional.empty();
    };
  }
}
