package io.rq.testkit.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.WorkerOptions;
import io.rq.inmemory.InMemoryRq;
import io.rq.testkit.RqBackends;
import io.rq.testkit.RqTest;
import io.rq.testkit.contract.Pins;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a line of the log is known to be about. */
@RqBackends
@RqTest
class LogContextTest {

  private static final List<String> SEEN = new ArrayList<>();

  private static void look(String where) {
    SEEN.add(where + " " + MDC.get("rq.job") + " " + MDC.get("rq.queue"));
  }

  @RqJob
  static String function() {
    look("function");
    return "done";
  }

  @RqJob
  static void failing() {
    throw new IllegalStateException("boom");
  }

  @RqJob
  static void onSuccess() {
    look("callback");
  }

  @RqJob
  static void enqueueing() {
    look("before");
    Job.current()
        .orElseThrow()
        .rq()
        .queue("inner")
        .submit(Call.of(LogContextTest::function).id("inner"));
    look("after");
  }

  @BeforeEach
  void begin() {
    SEEN.clear();
    MDC.put("rq.job", "of the caller");
  }

  @AfterEach
  void end() {
    MDC.remove("rq.job");
  }

  @Test
  @Pins("F-15")
  void aRunAndItsCallbackCarryTheirJobAndItsQueue(Rq rq) {
    rq.queue("mail")
        .submit(
            Call.of(LogContextTest::function)
                .id("j-1")
                .onSuccess(LogContextTest.class.getName() + ".onSuccess"));

    assertThat(rq.worker("mail").burst().failures()).isEmpty();

    assertThat(SEEN).containsExactly("function j-1 mail", "callback j-1 mail");
    assertThat(MDC.get("rq.job")).as("as before").isEqualTo("of the caller");
    assertThat(MDC.get("rq.queue")).isNull();
  }

  @Test
  void aHandlerOfFailuresDoesToo(Rq rq) {
    rq.queue("mail").submit(Call.ofVoid(LogContextTest::failing).id("j-2"));
    WorkerOptions options =
        WorkerOptions.on("mail")
            .exceptionHandler(
                (job, error) -> {
                  look("handler");
                  return true;
                });

    rq.worker(options).burst();

    assertThat(SEEN).containsExactly("handler j-2 mail");
    rq.job("j-2").delete();
  }

  @Test
  @Pins("SYNC-04")
  void whatASynchronousJobEnqueuesHasItsOwnAndGivesItBack() {
    Rq rq = InMemoryRq.synchronous();

    rq.queue("outer").submit(Call.ofVoid(LogContextTest::enqueueing).id("outer"));

    assertThat(SEEN)
        .containsExactly("before outer outer", "function inner inner", "after outer outer");
    rq.close();
  }
}
