package io.rq.spi;

import io.rq.CronInfo;
import java.util.Objects;

/**
 * A cron entry as it is kept.
 *
 * @param entry what is known of it
 * @param isRemoved whether it was taken out: it stays removed until a program declares it anew
 * @param revision another text after each change, by which a change finds out that there was none
 *     meanwhile; not empty
 */
public record CronRecord(CronInfo entry, boolean isRemoved, String revision) {

  /** Checks that what must be there is there. */
  public CronRecord {
    Objects.requireNonNull(entry, "entry");
    if (revision.isEmpty()) {
      throw new IllegalArgumentException("Cron entry '" + entry.name() + "' needs a revision");
    }
  }
}
