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
  void waitForEachOfTheirParents() {
    KeptJob child = child("a");

    dependents.defer(child, List.of(PARENT, OTHER));

    assertThat(dependents.of(PARENT)).containsExactly(child.id());
    assertThat(dependents.of(OTHER)).containsExactly(child.id());
  }

  @Test
  void waitOnceForAParentThatIsNamedTwice() {
    KeptJob child = child("a");

    dependents.defer(child, List.of(PARENT, PARENT));
    assertThat(dependents.of(PARENT)).containsExactly(child.id());

    dependents.release(child);
    assertThat(dependents.of(PARENT)).isEmpty();
  }

  @Test
  void waitForNobodyOnceReleased() {
    KeptJob child = child("a");
    KeptJob sibling = child("b");
    dependents.defer(child, List.of(PARENT, OTHER));
    dependents.defer(sibling, List.of(PARENT));

    dependents.release(child);

    assertThat(dependents.of(PARENT)).containsExactly(sibling.id());
    assertThat(dependents.of(OTHER)).isEmpty();
  }

  @Test
  void areNotChangedByWhatHappensAfterTheyWereAskedFor() {
    KeptJob child = child("a");
    dependents.defer(child, List.of(PARENT));

    var before = dependents.of(PARENT);
    dependents.release(child);

    assertThat(before).containsExactly(child.id());
  }

  private static KeptJob child(String id) {
    JobSpec spec =
        new JobSpec(
            JobId.of(id), QueueName.DEFAULT, Bytes.ofText("x"), "x", NOW, null, null, null, null);
    JobState state = new JobState(JobStatus.DEFERRED, null, null, null, null, null);
    return new KeptJob(JobRecord.of(spec, state, null), new KeptQueue());
  }
}
