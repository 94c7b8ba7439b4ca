package io.rq;

import java.util.concurrent.ThreadFactory;

/** Makes the threads that an {@link Rq} starts for itself. */
record Threads(ThreadFactory factory) {

  /** One that keeps the program alive. */
  Thread lasting(String name, Runnable task) {
    return make(name, task, false);
  }

  /** One that is no reason for a program to live on. */
  Thread daemon(String name, Runnable task) {
    return make(name, task, true);
  }

  /** Such threads for an executor. */
  ThreadFactory daemons(String name) {
    return task -> daemon(name, task);
  }

  private Thread make(String name, Runnable task, boolean daemon) {
    Thread thread = factory.newThread(task);
    thread.setName(name);
    thread.setDaemon(daemon);
    return thread;
  }
}
