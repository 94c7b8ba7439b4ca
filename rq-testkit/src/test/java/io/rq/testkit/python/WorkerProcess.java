package io.rq.testkit.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker as a process of its own. */
final class WorkerProcess implements AutoCloseable {

  private static final long SECONDS = 120;

  private final Process process;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static WorkerProcess start(ProcessBuilder command) {
    Path log = PythonPeer.newLog("worker");
    try {
      Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
      return new WorkerProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to finish its job and end. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end, which must be a good one. */
  void assertEndsWell() {
    assertThat(awaitEnd()).as(() -> "how it ended:\n" + log()).isZero();
  }

  private int awaitEnd() {
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
          .as(() -> "it ends:\n" + log())
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** Kills it and its children at once, as {@code kill -9} does. */
  void kill() {
    kill(process);
    awaitEnd();
  }

  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    // It first, or it tells what became of its child.
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** What it said. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
