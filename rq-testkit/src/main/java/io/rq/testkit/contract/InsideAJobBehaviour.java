package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
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
  @Pins("J-12")
  void progressIsAnEntryOfMeta() {
    Job<Void> job = queue.submit(Call.ofVoid(ContractTasks::half).meta("owner", "ann"));
    assertThat(job.progress()).isEmpty();
    burst();

    assertThat(job.progress()).hasValue(50);
    assertThat(job.meta()).isEqualTo(Map.of("owner", "ann", "progress", 50));
    assertThatIllegalArgumentException().isThrownBy(() -> job.saveProgress(101));
    assertThatIllegalArgumentException().isThrownBy(() -> job.saveProgress(-1));
  }

  @Test
  @Pins({"J-12", "J-14"})
  void metaCanBeSavedAndSurvives() {
    Job<Void> worked =
        queue.submit(Call.ofVoid(ContractTasks::note, "progress", 50).meta("owner", "ann"));
    burst();
    Job<Void> inline = synchronous().queue().enqueue(ContractTasks::note, "progress", 60);

    assertThat(worked.meta()).isEqualTo(Map.of("progress", 50));
    assertThat(inline.meta()).isEqualTo(Map.of("progress", 60));
  }

  @Test
  @Pins({"J-14", "J-12"})
  void metaThatWasSavedSurvivesAFailureAndOtherMetaIsLost() {
    Job<Integer> failed = queue.enqueue(ContractTasks::noteAndFail, "progress", 50);
    Job<Integer> unsaved =
        queue.submit(Call.of(ContractTasks::changeMeta, "progress").meta("owner", "ann"));
    burst();

    assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
    assertThat(failed.meta()).isEqualTo(Map.of("progress", 50));
    assertThat(unsaved.status()).isEqualTo(JobStatus.FINISHED);
    assertThat(unsaved.meta()).isEqualTo(Map.of("owner", "ann"));
  }
}
