package io.rq.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependentsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final JobId PARENT = JobId.of("parent");
  private static final JobId OTHER = JobId.of("other");

  private final Dependents dependents = new Dependents();

  @Test
  void areInTheOrderOfTheirMakingAndThenOfTheirIds() {
    dependents.defer(child("a", NOW.plusSeconds(1)), List.of(PARENT));
    dependents.defer(child("c", NOW), List.of(PARENT));
    dependents.defer(child("b", NOW), List.of(PARENT));

    assertThat(dependents.of(PARENT)).map(JobId::value).containsExactly("b", "c", "a");
  }

  @Test
  void waitForEachOfTheirParents() {
    KeptJob child = child("a", NOW);

    dependents.defer(child, List.of(PARENT, OTHER));

    assertThat(dependents.of(PARENT)).containsExactly(child.id());
    assertThat(dependents.of(OTHER)).containsExactly(child.id());
  }

  @Test
  void waitForNobodyOnceReleased() {
    KeptJob child = child("a", NOW);
    KeptJob sibling = child("b", NOW);
    dependents.defer(child, List.of(PARENT, OTHER));
    dependents.defer(sibling, List.of(PARENT));

    dependents.release(child);

    assertThat(dependents.of(PARENT)).containsExactly(sibling.id());
    assertThat(dependents.of(OTHER)).isEmpty();
  }

  @Test
  void areForgottenWithTheParentThatIsDiscarded() {
    KeptJob child = child("a", NOW);
    dependents.defer(child, List.of(PARENT, OTHER));

    dependents.abandon(PARENT);

    assertThat(dependents.of(PARENT)).isEmpty();
    assertThat(dependents.of(OTHER)).containsExactly(child.id());
    dependents.release(child);
    assertThat(dependents.of(OTHER)).isEmpty();
  }

  private static KeptJob child(String id, Instant createdAt) {
    JobSpec spec =
        new JobSpec(
            JobId.of(id),
            QueueName.DEFAULT,
            Bytes.ofText("x"),
            "x",
            createdAt,
            null,
            null,
            null,
            null);
    JobState state = new JobState(JobStatus.DEFERRED, null, null, null, null, null);
    return new KeptJob(JobRecord.of(spec, state, null), new KeptQueue());
  }
}
