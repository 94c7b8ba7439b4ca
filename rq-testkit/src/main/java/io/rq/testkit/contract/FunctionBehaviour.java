package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rq.Call;
import io.rq.DeserializationException;
import io.rq.Fn;
import io.rq.FunctionNotAllowedException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.NoSuchFunctionException;
import io.rq.Rq;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may be called, and what it takes to be. */
abstract class FunctionBehaviour extends Behaviour {

  @Test
  void areAllowedIfTheyCarryTheAnnotation() {
    Job<Object> job = queue.enqueue("io.rq.testkit.contract.ContractTasks.marked", 3, 4);
    burst();

    assertThat(job.returnValue()).contains(12);
  }

  @Test
  void areRefusedIfNobodyAllowedThem() {
    Job<Object> job = queue.enqueue("io.rq.testkit.contract.ContractTasks.unmarked", 3, 4);

    assertThat(onlyFailure(burst()))
        .isInstanceOf(FunctionNotAllowedException.class)
        .hasMessageContaining("@RqJob")
        .hasMessageContaining("Rq.Builder.allow");
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow()).contains("@RqJob");
  }

  @Test
  void areAllowedByPackage() {
    Rq open = Rq.on(backend).clock(clock).allow("io.rq.testkit").open();
    Job<Object> job = open.queue().enqueue("io.rq.testkit.contract.ContractTasks.unmarked", 3, 4);
    open.worker().burst();

    assertThat(job.returnValue()).contains(12);
  }

  @Test
  void areAllowedByTheNameOfAPackageAlone() {
    Rq.Builder builder = Rq.on(backend);

    for (String name : List.of("com.acme.*", "com.acme.**", "com.acme*", "*")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.allow(name))
          .withMessage(
              "'%s' names no package: leave the \".*\" off, a package includes those below it",
              name);
    }
    for (String name : List.of("", " ", "com..acme", "com.acme.", ".com", "com/acme", "com acme")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.allow(name))
          .withMessage("'%s' names no package: expected a name such as com.acme.tasks", name);
    }
  }

  @Test
  void areNotAllowedByTheNameOfAClass() {
    String name = ContractTasks.class.getName();
    Rq.Builder builder = Rq.on(backend).allow(name);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::open)
        .withMessage(
            "'%s' names no package: it is a class; allow its package, io.rq.testkit.contract",
            name);
  }

  @Test
  @Pins({"J-05", "SYNC-25"})
  void failTheJobIfTheyAreNotThere() {
    queue.enqueue("com.acme.Missing.run", 1);

    assertThat(onlyFailure(burst()))
        .isInstanceOf(NoSuchFunctionException.class)
        .hasMessageContaining("no class com.acme.Missing");
  }

  @Test
  void failTheJobIfTheyTakeOtherArguments() {
    queue.enqueue("io.rq.testkit.contract.ContractTasks.marked", 1);
    assertThat(onlyFailure(burst()))
        .isInstanceOf(NoSuchFunctionException.class)
        .hasMessageContaining("takes 2 arguments (int a, int b), but the job brings 1");

    queue.enqueue("io.rq.testkit.contract.ContractTasks.marked", 1, "two");
    assertThat(onlyFailure(burst()))
        .isInstanceOf(DeserializationException.class)
        .hasMessageContaining(
            "Argument 2 of io.rq.testkit.contract.ContractTasks.marked does not fit");
  }

  @Test
  @Pins("Q-24")
  void takeArgumentsByName() {
    Job<Object> job =
        queue.submit(Call.path("io.rq.testkit.contract.ContractTasks.marked", 3).kwarg("b", 5));
    burst();

    assertThat(job.returnValue()).contains(15);
  }

  @Test
  @Pins("Q-24")
  void sayWhichParametersThereAreWhereANameIsWrong() {
    String marked = "io.rq.testkit.contract.ContractTasks.marked";
    queue.submit(Call.path(marked, 3).kwarg("c", 5));
    assertThat(onlyFailure(burst()))
        .isInstanceOf(NoSuchFunctionException.class)
        .hasMessageContaining("marked(int a, int b) has no parameter for")
        .hasMessageEndingWith("brings as [c]");

    queue.submit(Call.path(marked, 3).kwarg("a", 5));
    assertThat(onlyFailure(burst())).hasMessageEndingWith("brings as [a]");

    queue.submit(Call.path(marked).kwarg("b", 5).kwarg("d", 1).kwarg("c", 2));
    assertThat(onlyFailure(burst())).hasMessageEndingWith("brings as [c, d]");
  }

  @Test
  @Pins("Q-24")
  void mayBeOverloaded() {
    Job<Integer> number =
        queue.submit(Call.of((Fn.F1<Integer, Integer>) ContractTasks::overloaded, 7));
    Job<Integer> text =
        queue.submit(Call.of((Fn.F1<String, Integer>) ContractTasks::overloaded, "seven"));
    burst();

    assertThat(number.returnValue()).contains(7);
    assertThat(text.returnValue()).contains(5);
  }

  @Test
  @Pins("Q-25")
  void cannotBeLambdaBodies() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.enqueue((Integer a) -> a + 1, 1))
        .withMessageContaining("pass a reference to that");
    assertThat(rq.queues()).isEmpty();
  }
}
