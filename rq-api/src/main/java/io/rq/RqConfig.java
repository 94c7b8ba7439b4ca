package io.rq;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a program, from code, from the environment and from a file of properties. What is
 * said in code wins over the environment, the environment over the file, the file over RQ's
 * defaults. The names are Flask-RQ2's, in the environment and in files alike (F-03, F-04):
 *
 * <table>
 * <caption>The names</caption>
 * <tr><th>Name</th><th>Meaning</th><th>Default</th></tr>
 * <tr><td>{@code RQ_REDIS_URL}</td><td>where Redis is</td>
 *     <td>{@code redis://localhost:6379/0}</td></tr>
 * <tr><td>{@code RQ_KEY_PREFIX}</td><td>what its keys begin with</td><td>{@code rq}; in a
 *     cluster {@code {rq}}</td></tr>
 * <tr><td>{@code RQ_QUEUES}</td><td>the queues of workers and schedulers that name none, with
 *     commas between</td><td>{@code default}</td></tr>
 * <tr><td>{@code RQ_ASYNC}</td><td>{@code false} runs each job where it is enqueued</td>
 *     <td>{@code true}</td></tr>
 * <tr><td>{@code RQ_SCHEDULER_QUEUE}</td><td>the queue of declared jobs that are scheduled and
 *     name none</td><td>the {@linkplain #defaultQueue default queue}</td></tr>
 * <tr><td>{@code RQ_SCHEDULER_INTERVAL}</td><td>how often schedulers look</td><td>{@code 1s}
 *     </td></tr>
 * <tr><td>{@code RQ_SERIALIZER}</td><td>the serializer: {@code json} or {@code pickle}</td><td>{@code json}</td></tr>
 * <tr><td>{@code RQ_ALLOWED_PACKAGES}</td><td>the packages that workers may call, with commas
 *     between</td><td>none</td></tr>
 * <tr><td>{@code RQ_DEFAULT_TIMEOUT}</td><td>the time limit of runs whose job names none</td>
 *     <td>{@code 3m}</td></tr>
 * <tr><td>{@code RQ_CONFIG}</td><td>the file to read; in the environment only</td><td>none</td>
 *     </tr>
 * </table>
 *
 * <p>A name that is not among these is refused in a file. An environment belongs to others too:
 * there a name is refused if it looks like one of these with a slip, as {@code RQ_QUEUE} does, and
 * passed over else. Each {@code with} gives new settings and leaves these as they were.
 */
public final class RqConfig {

  private static final String CONFIG = "RQ_CONFIG";
  private static final String PREFIX = "RQ_";
  private static final String CODE = "RqConfig";

  private static final Map<String, ConfigKey<?>> KEYS =
      ConfigKey.ALL.stream().collect(Collectors.toUnmodifiableMap(ConfigKey::name, key -> key));

  private final Map<String, String> values;

  private RqConfig(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** RQ's defaults. */
  public static RqConfig defaults() {
    return new RqConfig(Map.of());
  }

  /**
   * What the environment says, and the file that its {@code RQ_CONFIG} names, if any.
   *
   * @throws IllegalArgumentException if a name is unknown or a text means nothing, or the file
   *     cannot be read
   */
  public static RqConfig load() {
    return load(System.getenv(), null);
  }

  /**
   * What the environment says, and that file, whatever {@code RQ_CONFIG} names.
   *
   * @throws IllegalArgumentException if a name is unknown or a text means nothing, or the file
   *     cannot be read
   */
  public static RqConfig load(Path file) {
    return load(System.getenv(), Objects.requireNonNull(file, "file"));
  }

  static RqConfig load(Map<String, String> environment, @Nullable Path file) {
    String named = environment.get(CONFIG);
    Path chosen = file == null && named != null && !named.isBlank() ? Path.of(named) : file;
    RqConfig fromEnvironment = ofEnvironment(environment);
    return chosen == null ? fromEnvironment : fromEnvironment.over(read(chosen));
  }

  /**
   * What these variables of an environment say, but for {@code RQ_CONFIG}.
   *
   * @throws IllegalArgumentException if a name has a slip or a text means nothing
   */
  public static RqConfig ofEnvironment(Map<String, String> environment) {
    Map<String, String> ours = new TreeMap<>(environment);
    ours.remove(CONFIG);
    ours.keySet().removeIf(name -> !KEYS.containsKey(name) && !isSlip(name));
    return checked("The environment", ours);
  }

  private static boolean isSlip(String name) {
    return name.startsWith(PREFIX) && Nearest.isNear(name, KEYS.keySet());
  }

  /**
   * What these say, by the names above: how other kinds of configuration are brought in.
   *
   * @throws IllegalArgumentException if a name is unknown or a text means nothing
   */
  public static RqConfig of(Map<String, String> values) {
    return checked(CODE, values);
  }

  /**
   * What a file of Java properties in UTF-8 says.
   *
   * @throws IllegalArgumentException if a name is unknown or a text means nothing, or the file
   *     cannot be read
   */
  public static RqConfig read(Path file) {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("The configuration file " + file + " cannot be read", e);
    }
    return checked(
        file.toString(),
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, properties::getProperty)));
  }

  private static RqConfig checked(String where, Map<String, String> values) {
    values.forEach(
        (name, text) -> {
          ConfigKey<?> key = KEYS.get(name);
          if (key == null) {
            throw unknown(where, name);
          }
          key.read(where, text);
        });
    return new RqConfig(values);
  }

  private static IllegalArgumentException unknown(String where, String name) {
    return new IllegalArgumentException(
        where
            + ": there is no setting "
            + name
            + (name.endsWith("_CLASS")
                ? ", which names a class of Python; Rq.Builder takes objects instead"
                : ". Did you mean " + Nearest.to(name, KEYS.keySet()).orElseThrow() + "?"));
  }

  /** These settings, and those where these say nothing. */
  public RqConfig over(RqConfig weaker) {
    Map<String, String> both = new TreeMap<>(weaker.values);
    both.putAll(values);
    return new RqConfig(both);
  }

  /** The same with another Redis. */
  public RqConfig withRedisUrl(String url) {
    return with(ConfigKey.REDIS_URL, url);
  }

  /** The same with other keys in Redis. */
  public RqConfig withKeyPrefix(String prefix) {
    return with(ConfigKey.KEY_PREFIX, prefix);
  }

  /**
   * The same with these queues for workers and schedulers that name none.
   *
   * @throws IllegalArgumentException if there is none, or a name is not legal
   */
  public RqConfig withQueues(String... names) {
    for (String name : names) {
      QueueName.of(name);
    }
    return with(ConfigKey.QUEUES, String.join(",", names));
  }

  /** The same, running each job at once where it is enqueued: {@code RQ_ASYNC=false} (F-05). */
  public RqConfig synchronous() {
    return with(ConfigKey.ASYNC, "false");
  }

  /** The same, leaving jobs to workers, as by default. */
  public RqConfig asynchronous() {
    return with(ConfigKey.ASYNC, "true");
  }

  /** The same with that queue for declared jobs that are scheduled and name none. */
  public RqConfig withSchedulerQueue(String name) {
    return with(ConfigKey.SCHEDULER_QUEUE, name);
  }

  /**
   * The same with schedulers that look that often.
   *
   * @throws IllegalArgumentException if it is no whole number of seconds, at least one
   */
  public RqConfig withSchedulerInterval(Duration interval) {
    return with(ConfigKey.SCHEDULER_INTERVAL, seconds("interval", interval));
  }

  /**
   * The same with the serializer of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public RqConfig withSerializer(String name) {
    return with(ConfigKey.SERIALIZER, name);
  }

  /**
   * The same with one more package that workers may call, and those below it.
   *
   * @throws IllegalArgumentException if no package can have that name, such as one with {@code .*}
   */
  public RqConfig allow(String packageName) {
    return with(
        ConfigKey.ALLOWED_PACKAGES,
        Stream.concat(allowedPackages().stream(), Stream.of(packageName))
            .collect(Collectors.joining(",")));
  }

  /**
   * The same with that time limit for runs whose job names none.
   *
   * @throws IllegalArgumentException if it is no whole number of seconds, at least one
   */
  public RqConfig withDefaultTimeout(Duration timeout) {
    return with(ConfigKey.DEFAULT_TIMEOUT, seconds("timeout", timeout));
  }

  private static String seconds(String what, Duration time) {
    return String.valueOf(WholeSeconds.check(what, time).toSeconds());
  }

  private RqConfig with(ConfigKey<?> key, String text) {
    key.read(CODE, text);
    return new RqConfig(Map.of(key.name(), text)).over(this);
  }

  /** Where Redis is; it may hold a password. */
  public String redisUrl() {
    return get(ConfigKey.REDIS_URL, "redis://localhost:6379/0");
  }

  /** What the keys in Redis begin with; empty: what they usually do there. */
  public Optional<String> keyPrefix() {
    return Optional.ofNullable(values.get(ConfigKey.KEY_PREFIX.name()));
  }

  /** The queues of workers and schedulers that name none, in order of priority. */
  public List<QueueName> queues() {
    return get(ConfigKey.QUEUES, List.of(QueueName.DEFAULT));
  }

  /**
   * The queue that is meant where none is named: {@code default} if that is among the {@link
   * #queues}, else the first of them (F-06).
   */
  public QueueName defaultQueue() {
    return queues().contains(QueueName.DEFAULT) ? QueueName.DEFAULT : queues().get(0);
  }

  /** Tells whether jobs are left to workers. */
  public boolean isAsync() {
    return get(ConfigKey.ASYNC, true);
  }

  /** The queue of declared jobs that are scheduled and name none. */
  public QueueName schedulerQueue() {
    return get(ConfigKey.SCHEDULER_QUEUE, defaultQueue());
  }

  /** How often schedulers look. */
  public Duration schedulerInterval() {
    return get(ConfigKey.SCHEDULER_INTERVAL, Scheduling.INTERVAL);
  }

  /** The serializer. */
  public Serializer serializer() {
    return get(ConfigKey.SERIALIZER, new JsonSerializer());
  }

  /** The packages that workers may call, with those below them. */
  public Set<String> allowedPackages() {
    return Collections.unmodifiableSet(
        new LinkedHashSet<>(get(ConfigKey.ALLOWED_PACKAGES, List.of())));
  }

  /** The time limit of runs whose job names none. */
  public Duration defaultTimeout() {
    return get(ConfigKey.DEFAULT_TIMEOUT, Duration.ofMinutes(3));
  }

  private <T> T get(ConfigKey<T> key, T otherwise) {
    String text = values.get(key.name());
    return text == null ? otherwise : key.read(CODE, text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RqConfig that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** What is set, without secrets. */
  @Override
  public String toString() {
    return ConfigKey.ALL.stream()
        .filter(key -> values.containsKey(key.name()))
        .map(key -> key.name() + "=" + (key.isSecret() ? "(secret)" : values.get(key.name())))
        .collect(Collectors.joining(", ", "RqConfig[", "]"));
  }
}
