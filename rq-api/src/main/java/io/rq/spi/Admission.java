package io.rq.spi;

import io.rq.JobId;
import java.util.Set;

/**
 * What became of an insertion: all stored, or nothing.
 *
 * @param taken the ids that were taken already; if there are any, nothing was stored
 * @param factsHeld whether every fact held; if not, nothing was stored
 */
public record Admission(Set<JobId> taken, boolean factsHeld) {

  /** All was stored. */
  public static final Admission STORED = new Admission(Set.of(), true);

  /** Tells whether all was stored. */
  public boolean isStored() {
    return taken.isEmpty() && factsHeld;
  }
}
