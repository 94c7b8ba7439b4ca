package io.rq.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static Change change(String job, Placement placement) {
    return new Change(
        JobId.of(job),
        QueueName.DEFAULT,
        new Expected.In(Set.of(JobStatus.DEFERRED)),
        JobState.queued(NOW),
        placement,
        null);
  }

  @Test
  void changesEachJobOnce() {
    Change gone = change("a", new Placement.Discarded());
    Change queued = change("a", new Placement.Queued(End.BACK));
    Change other = change("b", new Placement.Queued(End.BACK));

    assertThat(new Transition(List.of(gone, other), List.of(), null).changes()).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transition(List.of(gone, other, queued), List.of(), null))
        .withMessageContaining("Job a is changed twice");
  }
}
