package io.rq.testkit.equivalence;

import io.rq.JobId;
import io.rq.redis.RedisBackend;
import io.rq.redis.RedisOptions;
import io.rq.spi.Backend;
import io.rq.spi.JobRecord;
import io.rq.testkit.RedisServer;
import io.rq.testkit.redis.RedisKeys;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.RedisClient;

/**
 * Redis, where the time to live of keys follows the clock of the test. Real time hardly passes in a
 * step: all that keys have left is rounded up to the unit of time again after each, and shortened
 * when the clock is moved.
 */
final class RedisSubject implements Subject {

  private static final long UNIT = TimeStep.UNIT.toMillis();

  /** What a step may take of real time; more, and a key may have ended before its time. */
  private static final long MOST_MILLIS = UNIT * 4 / 5;

  private static final String REWIND =
      """
      local keys = redis.call('KEYS', KEYS[1] .. ':*')
      local time = redis.call('TIME')
      local seen = {tostring(time[1] * 1000 + math.floor(time[2] / 1000))}
      for _, key in ipairs(keys) do
        local left = redis.call('PTTL', key)
        if left >= 0 then
          left = math.ceil(left / ARGV[1]) * ARGV[1] - ARGV[2]
          if left > 0 then
            redis.call('PEXPIRE', key, left)
          else
            redis.call('DEL', key)
          end
        end
        if left ~= 0 and left >= -1 then
          seen[#seen + 1] = string.sub(key, #KEYS[1] + 2)
          seen[#seen + 1] = tostring(left)
        end
      end
      return seen
      """;

  private final RedisClient redis;
  private final RedisKeys keys = RedisKeys.fresh();
  private final RedisBackend backend;
  private final Map<String, Long> left = new TreeMap<>();
  private long lastTime;
  private boolean disturbed;

  RedisSubject(RedisClient redis) {
    this.redis = redis;
    this.backend =
        RedisBackend.connect(RedisOptions.of(RedisServer.shared().url()).withPrefix(keys.prefix()));
  }

  static RedisClient client() {
    return RedisClient.create(URI.create(RedisServer.shared().url()));
  }

  @Override
  public Backend backend() {
    return backend;
  }

  @Override
  public void pass(Duration time) {
    List<?> seen =
        (List<?>)
            redis.eval(
                REWIND,
                List.of(keys.prefix()),
                List.of(Long.toString(UNIT), Long.toString(time.toMillis())));
    long now = Long.parseLong(seen.get(0).toString());
    disturbed |= lastTime != 0 && now - lastTime > MOST_MILLIS;
    lastTime = now;
    left.clear();
    for (int i = 1; i < seen.size(); i += 2) {
      left.put(seen.get(i).toString(), Long.valueOf(seen.get(i + 1).toString()));
    }
  }

  @Override
  public boolean isDisturbed() {
    return disturbed;
  }

  @Override
  public List<String> flaws(State state) {
    List<String> flaws = new ArrayList<>();
    left.forEach(
        (key, time) -> {
          String flaw = new KeyCheck(state, left).flaw(key, time);
          if (!flaw.isEmpty()) {
            flaws.add("key " + key + " with " + time + " ms left: " + flaw);
          }
        });
    for (JobRecord job : state.jobs().values()) {
      if (!left.containsKey("job:" + job.id())) {
        flaws.add("no key job:" + job.id());
      }
    }
    return flaws;
  }

  @Override
  public void close() {
    backend.close();
    List<String> mine = left.keySet().stream().map(key -> keys.prefix() + ":" + key).toList();
    if (!mine.isEmpty()) {
      redis.unlink(mine.toArray(String[]::new));
    }
  }

  /** What keys there may be, given what can be read. */
  private record KeyCheck(State state, Map<String, Long> left) {

    private static final long FOREVER = -1;

    String flaw(String key, long time) {
      String[] parts = key.split(":", -1);
      return switch (parts[0]) {
        case "job" -> job(parts, time);
        case "results" -> ofJob(parts[1], time);
        case "executions", "execution" -> ofRun(parts, time);
        case "worker", "scheduler", "scheduler-lock", "clean_registries" ->
            time == FOREVER ? "it never ends" : "";
        case "suspended" -> state.suspended() ? "" : "nobody is suspended";
        case "queue" -> parts.length == 2 ? "" : "nobody takes jobs in two steps";
        case "queues", "wip", "scheduled", "deferred", "finished", "failed", "canceled" -> "";
        case "groups", "group", "workers" -> "";
        default -> "nobody needs it";
      };
    }

    private String job(String[] parts, long time) {
      if (parts.length == 2) {
        return record(parts[1], time);
      }
      if (parts[1].isEmpty()) {
        return ofJob(parts[2], time);
      }
      return state.dependents().containsKey(JobId.of(parts[1]))
          ? (time == FOREVER ? "" : "it ends while jobs wait")
          : "nobody waits";
    }

    private String record(String id, long time) {
      JobRecord job = state.jobs().get(JobId.of(id));
      if (job == null) {
        return time > 0 && time <= 1000 ? "" : "the job is over";
      }
      if (job.expiresAt() == null) {
        return time == FOREVER ? "" : "the job does not end";
      }
      Duration toLive = Duration.between(state.now(), job.expiresAt());
      Duration kept = Duration.ofMillis(time);
      boolean enough = kept.compareTo(toLive) >= 0;
      boolean tooMuch = kept.compareTo(toLive.plusSeconds(1)) >= 0;
      return enough && !tooMuch ? "" : "the job ends in " + toLive;
    }

    // Whatever belongs to a job lives as long as its record.
    private String ofJob(String id, long time) {
      Long record = left.get("job:" + id);
      if (record == null) {
        return "there is no job";
      }
      return record == time ? "" : "its job has " + record + " ms left";
    }

    private String ofRun(String[] parts, long time) {
      boolean runs =
          state.places().entrySet().stream()
              .filter(place -> place.getKey().endsWith("STARTED"))
              .flatMap(place -> place.getValue().stream())
              .anyMatch(
                  line ->
                      line.job().value().equals(parts[1])
                          && (parts.length == 2
                              || String.valueOf(line.execution()).equals(parts[2])));
      return !runs ? "the run is over" : time == FOREVER ? "the run never ends" : "";
    }
  }
}
