package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Rq;
import io.rq.testkit.redis.Installation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Java worker goes on where RQ's programs stood when a capture was taken. */
class GoldenTakeoverTest {

  @RegisterExtension final Installation installation = Installation.onEmptyServer();

  /** The captures in which jobs wait, but for one whose job tells a server that does not exist. */
  static Stream<String> captures() {
    return Golden.scenarios().stream()
        .filter(name -> !name.equals("enqueued-all-options") && !waiting(name).isEmpty());
  }

  private static List<String> waiting(String scenario) {
    Golden golden = Golden.read(scenario);
    StoredKey queue = golden.hasKeys() ? golden.keys().get("rq:queue:default") : null;
    return queue == null ? List.of() : queue.values();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("captures")
  void whatWaitsIsRun(String scenario) {
    Golden golden = Golden.read(scenario);
    golden.restore(installation.client());
    Rq rq = installation.program(golden::capturedAt, golden.serializer());
    long runningElsewhere = rq.queue().started().size();

    rq.worker("default").burst();

    for (String id : waiting(scenario)) {
      Job<Object> job = rq.job(id);
      assertThat(job.status()).as(id).isEqualTo(end(golden, job.id()));
      assertThat(job.results()).as(id).isNotEmpty();
    }
    assertThat(rq.queue().isEmpty()).isTrue();
    assertThat(rq.queue().started().size()).isEqualTo(runningElsewhere);
  }

  private static JobStatus end(Golden golden, JobId job) {
    Map<String, StoredKey> keys = golden.keys();
    boolean fails = keys.get("rq:job:" + job).field("description").contains("fail(");
    return fails ? JobStatus.FAILED : JobStatus.FINISHED;
  }
}
