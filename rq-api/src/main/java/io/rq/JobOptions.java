package io.rq;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user said about a job; {@code null} where nothing was said. */
record JobOptions(
    @Nullable JobId id,
    @Nullable String description,
    @Nullable TimeLimit timeout,
    @Nullable Duration ttl,
    @Nullable Retention resultTtl,
    @Nullable Retention failureTtl,
    Map<String, @Nullable Object> meta,
    @Nullable End end) {

  static final JobOptions NONE = new JobOptions(null, null, null, null, null, null, Map.of(), null);

  JobOptions id(JobId newId) {
    return new JobOptions(newId, description, timeout, ttl, resultTtl, failureTtl, meta, end);
  }

  JobOptions description(String text) {
    return new JobOptions(id, text, timeout, ttl, resultTtl, failureTtl, meta, end);
  }

  JobOptions timeout(TimeLimit limit) {
    return new JobOptions(id, description, limit, ttl, resultTtl, failureTtl, meta, end);
  }

  JobOptions ttl(Duration time) {
    return new JobOptions(id, description, timeout, time, resultTtl, failureTtl, meta, end);
  }

  JobOptions resultTtl(Retention retention) {
    return new JobOptions(id, description, timeout, ttl, retention, failureTtl, meta, end);
  }

  JobOptions failureTtl(Retention retention) {
    return new JobOptions(id, description, timeout, ttl, resultTtl, retention, meta, end);
  }

  JobOptions meta(String key, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(meta);
    more.put(key, value);
    return new JobOptions(
        id,
        description,
        timeout,
        ttl,
        resultTtl,
        failureTtl,
        Collections.unmodifiableMap(more),
        end);
  }

  JobOptions end(End newEnd) {
    return new JobOptions(id, description, timeout, ttl, resultTtl, failureTtl, meta, newEnd);
  }
}
