package io.rq.inmemory;

import io.rq.End;
import io.rq.spi.Entry;
import io.rq.spi.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jobs that wait in one queue, as a list linked through the jobs themselves. */
final class WaitingLine {

  private @Nullable KeptJob first;
  private @Nullable KeptJob last;
  private long size;

  long size() {
    return size;
  }

  @Nullable KeptJob first() {
    return first;
  }

  void add(KeptJob job, End end) {
    if (end == End.FRONT) {
      link(null, job, first);
    } else {
      link(last, job, null);
    }
    size++;
  }

  void remove(KeptJob job) {
    if (job.ahead == null) {
      first = job.behind;
    } else {
      job.ahead.behind = job.behind;
    }
    if (job.behind == null) {
      last = job.ahead;
    } else {
      job.behind.ahead = job.ahead;
    }
    job.ahead = null;
    job.behind = null;
    size--;
  }

  /** How many wait before that one, which must be here. */
  long before(KeptJob job) {
    long count = 0;
    for (KeptJob other = job.ahead; other != null; other = other.ahead) {
      count++;
    }
    return count;
  }

  List<Entry> entries(Range range) {
    List<Entry> entries = new ArrayList<>();
    long index = 0;
    for (KeptJob job = first; job != null && entries.size() < range.limit(); job = job.behind) {
      if (index++ >= range.offset()) {
        entries.add(job.entry());
      }
    }
    return Collections.unmodifiableList(entries);
  }

  private void link(@Nullable KeptJob ahead, KeptJob job, @Nullable KeptJob behind) {
    job.ahead = ahead;
    job.behind = behind;
    if (ahead == null) {
      first = job;
    } else {
      ahead.behind = job;
    }
    if (behind == null) {
      last = job;
    } else {
      behind.ahead = job;
    }
  }
}
