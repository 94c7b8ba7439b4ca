package io.rq.spi;

import io.rq.CronInfo;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cron entry as it is kept.
 *
 * @param entry what is known of it
 * @param digest a text that differs if what the program declared does: also where the entry looks
 *     the same, since it has other arguments or options
 * @param removedAt when it was taken out: it stays removed until a program declares it anew; {@code
 *     null}: it was not
 * @param revision another text after each change, by which a change finds out that there was none
 *     meanwhile; not empty
 */
public record CronRecord(
    CronInfo entry, String digest, @Nullable Instant removedAt, String revision) {

  /** Checks that what must be there is there. */
  public CronRecord {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(digest, "digest");
    if (revision.isEmpty()) {
      throw new IllegalArgumentException("Cron entry '" + entry.name() + "' needs a revision");
    }
  }

  /** Tells whether it was taken out, so that this is but the mark of it. */
  public boolean isRemoved() {
    return removedAt != null;
  }
}
