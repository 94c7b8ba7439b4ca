package io.rq.redis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Tells others which process a service is. */
final class PidFile {

  @Option(
      names = "--pid",
      paramLabel = "FILE",
      description = "Write the number of this process to that file.")
  private @Nullable Path file;

  /**
   * Writes it, if that was asked for.
   *
   * @throws Failure if it cannot be written
   */
  void write() {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      throw new Failure("--pid: " + file + " cannot be written: " + e, e);
    }
  }
}
