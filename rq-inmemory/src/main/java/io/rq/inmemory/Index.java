package io.rq.inmemory;

import io.rq.JobId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Ids of jobs under what they have in common. What no job has does not exist here. */
final class Index<K extends Comparable<K>> {

  private final Map<K, Set<JobId>> jobs = new TreeMap<>();

  void add(K key, JobId job) {
    jobs.computeIfAbsent(key, any -> new TreeSet<>()).add(job);
  }

  void remove(K key, JobId job) {
    Set<JobId> ids = jobs.get(key);
    if (ids != null && ids.remove(job) && ids.isEmpty()) {
      jobs.remove(key);
    }
  }

  Set<K> keys() {
    return Collections.unmodifiableSet(new TreeSet<>(jobs.keySet()));
  }

  Set<JobId> of(K key) {
    return Collections.unmodifiableSet(new TreeSet<>(jobs.getOrDefault(key, Set.of())));
  }
}
