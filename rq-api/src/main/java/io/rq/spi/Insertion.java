package io.rq.spi;

import io.rq.JobId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A new job and where it begins.
 *
 * @param job the record; its state already says what the placement means
 * @param placement the first place: queued, scheduled, deferred or started
 */
public record Insertion(JobRecord job, Placement placement) {

  /**
   * Checks the placement.
   *
   * @throws IllegalArgumentException if it is one where jobs end
   */
  public Insertion {
    if (placement instanceof Placement.Retained || placement instanceof Placement.Discarded) {
      throw new IllegalArgumentException(
          "The new job " + job.id() + " cannot begin where jobs end");
    }
  }

  /**
   * Checks that no two jobs have one id, as {@link JobStore#insert} wants it.
   *
   * @throws IllegalArgumentException if two of them do
   */
  public static void requireDistinct(List<Insertion> insertions) {
    Set<JobId> seen = new HashSet<>();
    for (Insertion insertion : insertions) {
      JobId id = insertion.job().id();
      if (!seen.add(id)) {
        throw new IllegalArgumentException(
            "Job '" + id + "' stands twice among the jobs to insert: give each its own id");
      }
    }
  }
}
