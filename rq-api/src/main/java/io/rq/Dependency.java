package io.rq;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that must end before another one begins (D-02): all must finish; with {@link
 * #allowFailure}, it is enough that they finish or fail for good.
 *
 * @param parents their ids
 * @param failureAllowed whether a failed one counts as done; {@code null}: not said, so it does not
 * @param end the end of its queue at which the waiting job is put; {@code null}: not said, so the
 *     back
 */
public record Dependency(List<JobId> parents, @Nullable Boolean failureAllowed, @Nullable End end) {

  /**
   * Keeps its own copy of the list, each id once.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Dependency {
    parents = List.copyOf(new LinkedHashSet<>(parents));
    if (parents.isEmpty()) {
      throw new IllegalArgumentException("A dependency needs at least one job");
    }
  }

  /** On these jobs. */
  public static Dependency on(Job<?>... jobs) {
    return new Dependency(Arrays.stream(jobs).map(job -> job.id()).toList(), null, null);
  }

  /** On the jobs of these ids. */
  public static Dependency on(String... ids) {
    return new Dependency(Arrays.stream(ids).map(JobId::of).toList(), null, null);
  }

  /** The same, and on these jobs too. */
  public Dependency and(Job<?>... jobs) {
    Set<JobId> all = new LinkedHashSet<>(parents);
    Arrays.stream(jobs).forEach(job -> all.add(job.id()));
    return new Dependency(new ArrayList<>(all), failureAllowed, end);
  }

  /** The same, where a failed job counts as done (D-09, D-10). */
  public Dependency allowFailure() {
    return new Dependency(parents, true, end == null ? End.BACK : end);
  }

  /** The same, put before all that wait once the jobs are done (D-11). */
  public Dependency atFront() {
    return new Dependency(parents, failureAllowed != null && failureAllowed, End.FRONT);
  }
}
