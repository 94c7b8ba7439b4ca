package io.rq.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The threads that the RQ of one test started: no other test's are among them. */
final class StartedThreads implements ThreadFactory {

  /** How long threads may take to end once their RQ is closed. */
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final List<Thread> started = new ArrayList<>();

  @Override
  public synchronized Thread newThread(Runnable task) {
    started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(task);
    started.add(thread);
    return thread;
  }

  /** Whether RQ started that thread, which runs. */
  synchronized boolean contains(Thread thread) {
    return started.contains(thread);
  }

  /** Those that go on though all was closed: their names, and what they are at. */
  List<String> goingOn() {
    long deadline = System.nanoTime() + GOODBYE.toNanos();
    while (!alive().isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
    }
    return alive().stream().map(StartedThreads::line).toList();
  }

  private synchronized List<Thread> alive() {
    return started.stream().filter(Thread::isAlive).toList();
  }

  // The innermost code that is not the JDK's says best what it waits for.
  private static String line(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.")) {
        return thread.getName() + " at " + place(frame);
      }
    }
    return thread.getName();
  }

  // Without the class loader and the module.
  private static String place(StackTraceElement frame) {
    return "%s.%s(%s:%s)"
        .formatted(
            frame.getClassName(),
            frame.getMethodName(),
            frame.getFileName(),
            frame.getLineNumber());
  }
}
