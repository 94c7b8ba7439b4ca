package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * J-01, Q-01, W-02 and section 7.1 of the wire protocol: names that would break a reader cannot be
 * made.
 */
class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:b", "a;b", "a'b", "a\\b", "a\nb", "a.b", "ä"})
  void refusesAnIdThatKillsPythonWorkers(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JobId.of(id))
        .withMessageContaining("[A-Za-z0-9_-]+");
    assertThat(JobId.isLegal(id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-Z_09", "4de0270b-2a95-4925-a06e-649b2008f218"})
  void takesAnIdOfRqsAlphabet(String id) {
    assertThat(JobId.of(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b", "mail:intermediate"})
  void refusesAQueueNameThatTheLayoutCannotCarry(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueueName.of(name))
        .withMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb"})
  void refusesAWorkerNameThatIsNotALineOfText(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> WorkerName.of(name));
  }

  @Test
  void knowsTheNineStatusesByTheirNamesOnTheWire() {
    assertThat(JobStatus.values())
        .extracting(JobStatus::wireName)
        .containsExactly(
            "created",
            "queued",
            "deferred",
            "scheduled",
            "started",
            "finished",
            "failed",
            "stopped",
            "canceled");
    assertThat(JobStatus.ofWireName("finished")).contains(JobStatus.FINISHED);
    assertThat(JobStatus.ofWireName("FINISHED")).isEmpty();
  }
}
