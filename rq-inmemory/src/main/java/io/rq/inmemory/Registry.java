package io.rq.inmemory;

import io.rq.spi.Entry;
import io.rq.spi.Range;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Jobs in the order of their scores. Those of one second are put in order only when somebody reads:
 * jobs come and go all the time, and mostly many in one second.
 */
final class Registry {

  private final NavigableMap<Long, Map<String, KeptJob>> seconds = new TreeMap<>();
  private int size;

  void add(Score score, KeptJob job) {
    if (seconds.computeIfAbsent(score.second(), s -> new HashMap<>()).put(score.member(), job)
        == null) {
      size++;
    }
  }

  void remove(Score score) {
    Map<String, KeptJob> jobs = seconds.get(score.second());
    if (jobs != null && jobs.remove(score.member()) != null) {
      size--;
      if (jobs.isEmpty()) {
        seconds.remove(score.second());
      }
    }
  }

  int size() {
    return size;
  }

  List<Entry> entries(Range range) {
    return inOrder(seconds).skip(range.offset()).limit(range.limit()).toList();
  }

  /** Those whose time is over, the longest over first. */
  List<Entry> over(Instant now, int limit) {
    NavigableMap<Long, Map<String, KeptJob>> timed = seconds.tailMap(Score.FIRST, false);
    return inOrder(timed.headMap(now.getEpochSecond(), true)).limit(limit).toList();
  }

  private static Stream<Entry> inOrder(NavigableMap<Long, Map<String, KeptJob>> seconds) {
    return seconds.values().stream().flatMap(Registry::inOrder);
  }

  private static Stream<Entry> inOrder(Map<String, KeptJob> jobs) {
    return jobs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(line -> line.getValue().entry());
  }
}
