package io.rq.testkit.contract;

import io.rq.Fn;
import io.rq.Job;
import io.rq.RqJob;
import java.io.IOException;

/** The functions of the contract suite that are declared as jobs, well and badly. */
final class DeclaredTasks {

  private final String name;

  DeclaredTasks(String name) {
    this.name = name;
  }

  @RqJob
  static int add(int a, int b) {
    ContractTasks.log("add");
    return a + b;
  }

  @RqJob
  static void log(String line) {
    ContractTasks.log(line);
  }

  @RqJob(
      queue = "low",
      timeout = "60s",
      resultTtl = "2h",
      ttl = "1d",
      failureTtl = "forever",
      retry = 3,
      retryIntervals = {"10s", "1m"},
      retryOnlyFor = IOException.class,
      atFront = true,
      description = "Adds, slowly.")
  static int addSlowly(int a, int b) {
    return a + b;
  }

  @RqJob(timeout = "none", resultTtl = "0", failureTtl = "0")
  static int addWithoutTrace(int a, int b) {
    return a + b;
  }

  @RqJob
  static String six(String a, String b, String c, String d, String e, String f) {
    return a + b + c + d + e + f;
  }

  @RqJob
  static int three(int a, int b, int c) {
    return a + b + c;
  }

  @RqJob
  static int four(int a, int b, int c, int d) {
    return a + b + c + d;
  }

  @RqJob
  static void five(String a, String b, String c, String d, String e) {
    ContractTasks.log(a + b + c + d + e);
  }

  @RqJob
  static String none() {
    return "none";
  }

  @RqJob
  String greet(String whom) {
    return name + " greets " + whom;
  }

  static void announce(Job<Integer> job, Integer value) {
    ContractTasks.log("sum " + value);
  }

  static void undeclared() {}

  @RqJob
  static void overloaded(int number) {}

  @RqJob
  static void overloaded(String text) {}

  @RqJob
  private static void hidden() {}

  /** A reference that only this class may make. */
  static Fn.V0 referenceToHidden() {
    return DeclaredTasks::hidden;
  }

  @RqJob(queue = "a,b")
  static void badQueue() {}

  @RqJob(timeout = "soon")
  static void badTimeout() {}

  @RqJob(timeout = "0")
  static void zeroTimeout() {}

  @RqJob(resultTtl = "-1")
  static void badResultTtl() {}

  @RqJob(ttl = "0s")
  static void badTtl() {}

  @RqJob(failureTtl = "1w")
  static void badFailureTtl() {}

  @RqJob(retry = -1)
  static void badRetry() {}

  @RqJob(
      retry = 2,
      retryIntervals = {"10s", "-5"})
  static void badInterval() {}

  @RqJob(retryIntervals = "10s")
  static void intervalWithoutRetry() {}
}
