package io.rq.redis.cli;

import io.rq.RqJob;

/** The functions of {@code rq demo}. */
public final class Demo {

  private Demo() {}

  /** Adds. */
  @RqJob
  public static int add(int a, int b) {
    return a + b;
  }

  /** Greets. */
  @RqJob
  public static String greet(String whom) {
    return "Hello, " + whom + "!";
  }

  /** Fails. */
  @RqJob
  public static void fail() {
    throw new IllegalStateException("This job fails to show how that looks");
  }
}
