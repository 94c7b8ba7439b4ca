package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a job can know and say about itself. */
abstract class InsideAJobBehaviour extends Behaviour {

  @Test
  @Pins("J-30")
  void theCurrentJobIsAtHand() {
    Job<String> job = queue.enqueue(ContractTasks::currentId);
    burst();

    assertThat(job.returnValue()).contains(job.id().value());
    assertThat(Job.current()).isEmpty();
  }

  @Test
  @Pins({"W-17", "J-16"})
  void theStatusIsStarted() {
    Job<String> job = queue.enqueue(ContractTasks::statusWhileRunning);
    burst();

    assertThat(job.returnValue()).contains("started");
  }

  @Test
  @Pins({"J-12", "J-14", "SYNC-26"})
  void metaCanBeSavedAndSurvives() {
    Job<Void> worked =
        queue.submit(Call.ofVoid(ContractTasks::note, "progress", 50).meta("owner", "ann"));
    burst();
    Job<Void> inline = synchronous().queue().enqueue(ContractTasks::note, "progress", 60);

    assertThat(worked.meta()).isEqualTo(Map.of("progress", 50));
    assertThat(inline.meta()).isEqualTo(Map.of("progress", 60));
  }
}
