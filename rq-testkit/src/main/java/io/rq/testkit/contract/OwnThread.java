package io.rq.testkit.contract;

import java.util.concurrent.Executor;

/** Threads for workers that wait: the common pool has too few to keep any busy. */
final class OwnThread {

  /** Gives each task a thread of its own. */
  static final Executor EACH = task -> new Thread(task).start();

  private OwnThread() {}
}
