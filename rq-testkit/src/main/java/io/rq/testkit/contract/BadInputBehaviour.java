package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobId;
import io.rq.NoSuchJobException;
import io.rq.RqException;
import io.rq.SerializationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Asking for what is not there, or was said wrong. */
abstract class BadInputBehaviour extends Behaviour {

  @Test
  @Pins({"J-08", "X-01"})
  void aMissingJobIsSaidSo() {
    assertThat(rq.findJob("missing")).isEmpty();
    assertThatExceptionOfType(NoSuchJobException.class)
        .isThrownBy(() -> rq.job("missing"))
        .withMessageContaining("missing")
        .satisfies(e -> assertThat(e.jobId()).isEqualTo(JobId.of("missing")));
  }

  @Test
  @Pins({"J-12", "J-15", "SYNC-08"})
  void aJobThatIsGoneIsSaidSo() {
    Job<Integer> job =
        synchronous().queue().submit(Call.of(ContractTasks::add, 1, 2).resultTtl(Duration.ZERO));

    assertThatExceptionOfType(NoSuchJobException.class).isThrownBy(job::status);
    assertThatExceptionOfType(NoSuchJobException.class)
        .isThrownBy(() -> job.saveMeta(Map.of("a", 1)));
    assertThat(job.exists()).isFalse();
  }

  @Test
  @Pins("J-01")
  void anIllegalIdIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Call.of(ContractTasks::add, 1, 2).id("a:b"))
        .withMessageContaining("[A-Za-z0-9_-]+");
    for (String id : List.of("", "a b", "a\"b", "a\\b", "a;b", "a\nb", "ä", "a.b")) {
      assertThatIllegalArgumentException().isThrownBy(() -> JobId.of(id)).withMessageContaining(id);
    }
  }

  @Test
  @Pins({"Q-20", "Q-21"})
  void aTimeThatIsNoWholeNumberOfSecondsIsRefused() {
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2);

    assertThatIllegalArgumentException().isThrownBy(() -> call.timeout(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> call.timeout(Duration.ofMillis(1500)));
    assertThatIllegalArgumentException().isThrownBy(() -> call.ttl(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> call.ttl(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> call.resultTtl(Duration.ofSeconds(-1)));
  }

  @Test
  @Pins({"X-12", "X-04", "X-09"})
  @SuppressWarnings("NullAway") // what the test is about
  void misuseIsToldFromWhatRqCannotDo() {
    Call<Integer> call = Call.of(ContractTasks::add, 1, 2);
    assertThatIllegalArgumentException().isThrownBy(() -> rq.queue(""));
    assertThatIllegalArgumentException().isThrownBy(() -> rq.suspend(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> call.noTimeout().ttl(Duration.ZERO));
    assertThatNullPointerException().isThrownBy(() -> call.retry(null));
    assertThatNullPointerException().isThrownBy(() -> call.webhook(null));

    queue.submit(call.id("it"));
    List<ThrowingCallable> impossible =
        List.of(
            () -> rq.job("none"),
            () -> rq.group("none"),
            () -> queue.submit(call.id("it")),
            () -> rq.job("it").requeue(),
            () -> queue.enqueue("f", new Thread("no")));
    assertThat(impossible)
        .allSatisfy(use -> assertThatExceptionOfType(RqException.class).isThrownBy(use));
  }

  @Test
  @Pins({"SER-04", "SYNC-25"})
  void anArgumentThatCannotBeWrittenIsNamedAndNothingIsStored() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> queue.enqueue("tasks.run", 1, new Thread("no")))
        .withMessageContaining("argument 2 (java.lang.Thread)");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> queue.submit(Call.path("tasks.run").meta("m", new Thread("no"))));
    assertThat(rq.queues()).isEmpty();
  }
}
