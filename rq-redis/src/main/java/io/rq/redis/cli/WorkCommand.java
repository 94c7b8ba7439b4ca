package io.rq.redis.cli;

import io.rq.ExceptionHandler;
import io.rq.Rq;
import io.rq.WorkerOptions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code worker} and {@code worker-pool} share. */
abstract class WorkCommand extends RedisCommand {

  private static final Logger LOG = LoggerFactory.getLogger(WorkCommand.class);

  @Parameters(
      paramLabel = "QUEUE",
      arity = "0..*",
      description = "The queues, the most important first. Default: RQ_QUEUES, or default.")
  private List<String> queues = new ArrayList<>();

  @Option(
      names = {"-b", "--burst"},
      description = "Quit when the queues are empty.")
  private boolean burst;

  @Option(
      names = "--exception-handler",
      paramLabel = "CLASS",
      description =
          "An io.rq.ExceptionHandler of the class path, told of each failure; repeatable.")
  private List<String> exceptionHandlers = new ArrayList<>();

  @Mixin private final PidFile pid = new PidFile();

  @Mixin private final Program program = new Program();

  @Mixin private final LogOptions log = new LogOptions();

  /**
   * What the options that only this command has say.
   *
   * @throws IllegalArgumentException if they cannot be meant
   */
  abstract WorkerOptions options(WorkerOptions common);

  /** Works until it is stopped by signals, or in a burst to the end. */
  abstract void work(Rq rq, WorkerOptions options, boolean inBurst);

  @Override
  public final Integer call() {
    beginLog(log);
    WorkerOptions options =
        understood(() -> options(WorkerOptions.on(queues.toArray(new String[0]))));
    ClassLoader loader = program.loader();
    for (String name : exceptionHandlers) {
      options = options.exceptionHandler(handler(name, loader));
    }
    pid.write();
    Rq.Builder builder = builder(backend()).classLoader(loader);
    program.allowed().forEach(builder::allow);
    // Its jobs see the class path that they came from, as in any other program.
    Thread.currentThread().setContextClassLoader(loader);
    try (Rq rq = builder.open()) {
      if (rq.isSuspended()) {
        throw new Failure("RQ is currently suspended, to resume job execution run \"rq resume\"");
      }
      work(rq, options, burst);
    }
    return OK;
  }

  private static ExceptionHandler handler(String name, ClassLoader loader) {
    try {
      return Class.forName(name, true, loader)
          .asSubclass(ExceptionHandler.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new Failure(
          "--exception-handler: "
              + name
              + " is no public io.rq.ExceptionHandler without parameters on the class path",
          e);
    }
  }

  /** Runs it while signals ask for a stop, and then for one now. */
  static void stoppably(String who, Runnable stop, Runnable stopNow, Runnable work) {
    Runnable warm =
        () -> {
          LOG.info("{} [PID {}]: warm shut down requested", who, ProcessHandle.current().pid());
          stop.run();
        };
    Runnable cold =
        () -> {
          LOG.warn("{}: cold shut down", who);
          stopNow.run();
        };
    StopSignals signals = StopSignals.on(warm, cold);
    try {
      work.run();
    } finally {
      signals.close();
    }
  }
}
