package io.rq;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A setting of {@link RqConfig}: its name, in the environment and in files alike, and the texts
 * that it takes.
 *
 * @param name the name, which begins with {@code RQ_}
 * @param expectation what its text must be, to end a sentence with
 * @param isSecret whether its text may hold a password, and so must not be shown
 * @param reader turns the text into what it means
 */
record ConfigKey<T>(String name, String expectation, boolean isSecret, Function<String, T> reader) {

  static final ConfigKey<String> REDIS_URL =
      new ConfigKey<>("RQ_REDIS_URL", "the URL of a Redis server", true, text -> text);

  static final ConfigKey<String> KEY_PREFIX =
      open("RQ_KEY_PREFIX", "what keys begin with, without a colon at the end", ConfigKey::prefix);

  static final ConfigKey<List<QueueName>> QUEUES =
      open("RQ_QUEUES", "names of queues with commas between", ConfigKey::queues);

  static final ConfigKey<Boolean> ASYNC =
      open("RQ_ASYNC", "true, or false: each job runs where it is enqueued", ConfigKey::bool);

  static final ConfigKey<QueueName> SCHEDULER_QUEUE =
      open("RQ_SCHEDULER_QUEUE", "the name of a queue", QueueName::of);

  static final ConfigKey<Duration> SCHEDULER_INTERVAL =
      open("RQ_SCHEDULER_INTERVAL", "a length of time, such as 1s", ConfigKey::time);

  static final ConfigKey<Serializer> SERIALIZER =
      open("RQ_SERIALIZER", "the name of a serializer, json or pickle", Serializer::named);

  static final ConfigKey<List<String>> ALLOWED_PACKAGES =
      open("RQ_ALLOWED_PACKAGES", "names of packages with commas between", ConfigKey::packages);

  static final ConfigKey<Duration> DEFAULT_TIMEOUT =
      open("RQ_DEFAULT_TIMEOUT", "a length of time, such as 3m", ConfigKey::time);

  static final List<ConfigKey<?>> ALL =
      List.of(
          REDIS_URL,
          KEY_PREFIX,
          QUEUES,
          ASYNC,
          SCHEDULER_QUEUE,
          SCHEDULER_INTERVAL,
          SERIALIZER,
          ALLOWED_PACKAGES,
          DEFAULT_TIMEOUT);

  private static <T> ConfigKey<T> open(
      String name, String expectation, Function<String, T> reader) {
    return new ConfigKey<>(name, expectation, false, reader);
  }

  /**
   * What the text means.
   *
   * @param where who said it, for the message
   * @throws IllegalArgumentException if it means nothing; the message quotes it unless it is secret
   */
  T read(String where, String text) {
    try {
      if (text.isBlank()) {
        throw new IllegalArgumentException("it is empty");
      }
      return reader.apply(text.strip());
    } catch (IllegalArgumentException e) {
      String shown = isSecret ? "" : " = '" + text + "'";
      throw new IllegalArgumentException(
          where
              + ": "
              + name
              + shown
              + " is refused; it must be "
              + expectation
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static List<QueueName> queues(String text) {
    return parts(text).stream().map(QueueName::of).toList();
  }

  private static List<String> packages(String text) {
    return parts(text).stream().map(PackageName::check).toList();
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static String prefix(String text) {
    if (text.endsWith(":")) {
      throw new IllegalArgumentException("it ends in a colon");
    }
    return text;
  }

  private static boolean bool(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    throw new IllegalArgumentException("it is neither");
  }

  private static Duration time(String text) {
    return WholeSeconds.check("the time", Durations.parse(text));
  }
}
