package io.rq.inmemory;

import io.rq.spi.Entry;
import io.rq.spi.Range;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Jobs in the order of their scores. */
final class Registry {

  private final NavigableMap<Score, KeptJob> jobs = new TreeMap<>();

  void add(Score score, KeptJob job) {
    jobs.put(score, job);
  }

  void remove(Score score) {
    jobs.remove(score);
  }

  int size() {
    return jobs.size();
  }

  List<Entry> entries(Range range) {
    return jobs.entrySet().stream()
        .skip(range.offset())
        .limit(range.limit())
        .map(Registry::entry)
        .toList();
  }

  /** Those whose time is over, the longest over first. */
  List<Entry> over(Instant now, int limit) {
    return jobs.tailMap(Score.EARLIEST, true).entrySet().stream()
        .takeWhile(line -> line.getKey().isOver(now))
        .limit(limit)
        .map(Registry::entry)
        .toList();
  }

  /** The one whose time has been over for longest; {@code null} if there is none. */
  @Nullable KeptJob firstOver(Instant now) {
    Map.Entry<Score, KeptJob> line = jobs.ceilingEntry(Score.EARLIEST);
    return line != null && line.getKey().isOver(now) ? line.getValue() : null;
  }

  private static Entry entry(Map.Entry<Score, KeptJob> line) {
    KeptJob job = line.getValue();
    return new Entry(job.id(), line.getKey().time(), job.execution);
  }
}
