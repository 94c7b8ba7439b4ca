package io.rq.testkit.python;

import io.rq.Job;
import io.rq.RqJob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Java's functions for Python, beside those that are under the same path in both. */
final class Tasks {

  private Tasks() {}

  enum Colour {
    RED,
    GREEN
  }

  record Person(String name, int age, List<String> tags) {}

  record Line(String item, BigDecimal price, LocalDate on) {}

  /** Tells the class of what came, and what it is. */
  @RqJob
  static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    Object shown = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
    return value.getClass().getSimpleName() + " " + shown;
  }

  @RqJob
  static long sum(int a, long b) {
    return a + b;
  }

  @RqJob
  static BigInteger product(BigInteger a, BigInteger b) {
    return a.multiply(b);
  }

  @RqJob
  static double half(double number) {
    return number / 2;
  }

  @RqJob
  static boolean not(boolean value) {
    return !value;
  }

  @RqJob
  static String greet(String name, @Nullable String greeting) {
    return (greeting == null ? "Hello" : greeting) + ", " + name;
  }

  @RqJob
  static List<Integer> twice(List<Integer> numbers) {
    return numbers.stream().map(number -> 2 * number).toList();
  }

  @RqJob
  static Map<String, Integer> lengths(List<String> words) {
    return words.stream().collect(Collectors.toMap(word -> word, String::length));
  }

  @RqJob
  static Person older(Person person, int years) {
    return new Person(person.name(), person.age() + years, person.tags());
  }

  @RqJob
  static Colour other(Colour colour) {
    return colour == Colour.RED ? Colour.GREEN : Colour.RED;
  }

  @RqJob
  static Line line(Line line) {
    return line;
  }

  @RqJob
  static Instant later(Instant time, long seconds) {
    return time.plusSeconds(seconds);
  }

  @RqJob
  static void succeeded(Job<?> job, Object result) {
    note(job, "success: " + result);
  }

  @RqJob
  static void failed(Job<?> job, Throwable error) {
    note(job, "failure: " + error.getMessage());
  }

  @RqJob
  static void stopped(Job<?> job) {
    note(job, "stopped");
  }

  private static void note(Job<?> job, String what) {
    job.saveMeta(Map.of("called", what));
  }
}
