package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Rq;
import io.rq.inmemory.InMemoryBackend;
import org.junit.jupiter.api.Test;

class CensusTest {

  private final InMemoryBackend memory = new InMemoryBackend();

  @Test
  void findsNothingInWhatIsNew() {
    assertThat(Census.of(memory)).isEmpty();
  }

  @Test
  void findsEachJobAndWhatItConsistsOf() {
    Rq rq = Rq.on(memory).open();
    rq.queue().enqueue(ContractTasks::nothing);
    rq.queue().enqueue(ContractTasks::nothing);

    assertThat(Census.of(memory))
        .contains("Jobs.queues[default]")
        .anyMatch(line -> line.startsWith("KeptJob.record = "))
        .filteredOn(line -> line.startsWith("Jobs.jobs["))
        .hasSize(2);
  }
}
