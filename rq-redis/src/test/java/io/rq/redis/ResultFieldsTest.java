package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.ExecutionId;
import io.rq.ResultType;
import io.rq.WorkerName;
import io.rq.spi.Bytes;
import io.rq.spi.StoredResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultFieldsTest {

  private static Optional<StoredResult> read(String id, List<Object> fields) {
    return ResultFields.read(List.of(id.getBytes(StandardCharsets.UTF_8), fields));
  }

  @Test
  void readsASuccessThatPythonWrote() {
    Hash entry =
        new Hash()
            .with("type", "1")
            .with("worker_name", "worker-1")
            .with("return_value", "Mw==")
            .with("execution_id", "c03e735a186946839ca9ca112bde9e69")
            .with("execution_started_at", "1795176607.934467")
            .with("execution_ended_at", "1795176607.940761");

    assertThat(read("1795176607942-0", entry.reply()))
        .contains(
            new StoredResult(
                ResultType.SUCCESSFUL,
                Instant.parse("2026-11-20T12:10:07.942Z"),
                Bytes.ofText("3"),
                null,
                WorkerName.of("worker-1"),
                ExecutionId.of("c03e735a186946839ca9ca112bde9e69"),
                Instant.parse("2026-11-20T12:10:07.934467Z"),
                Instant.parse("2026-11-20T12:10:07.940761Z")));
  }

  @Test
  void readsAFailureThatPythonWrote() {
    Hash entry =
        new Hash()
            .with("type", "2")
            .with("worker_name", "")
            .with(
                "exc_string",
                "eJyNy00KwjAQQOF9TzF0pVD7pxXpXk8gbsskTiE26bSTFPX2ioJUcOH6ve8oqEmh7mDh2AcQ0tQH0GgtWPRhWUcAB2MJYhlX"
                    + "ZVrkaZ7JmF1ZOpJMoad0uMcJWNMTFFWVJ2B6GEhaFtdcWP32zzB36+1u7v4ym/JtGrqRngJ90JkcNwF957/219yisdEJ7U"
                    + "R7EZYaFLOLHuzLUVU=");

    StoredResult result = read("1795176609688-3", entry.reply()).orElseThrow();

    assertThat(result.type()).isEqualTo(ResultType.FAILED);
    assertThat(result.failure())
        .startsWith("Traceback (most recent call last):\n")
        .endsWith("ValueError: boom\n");
    assertThat(result.worker()).isNull();
    assertThat(result.execution()).isNull();
    assertThat(result.startedAt()).isNull();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    StoredResult failure =
        new StoredResult(
            ResultType.FAILED,
            Instant.parse("2026-11-20T12:10:07.942Z"),
            Bytes.of(new byte[] {0, 1, (byte) 0xff}),
            "at Some.where\n\tcaused by \u00e9\u20ac",
            WorkerName.of("ann"),
            ExecutionId.of("x1"),
            Instant.parse("2026-11-20T12:10:07.000001Z"),
            Instant.parse("2026-11-20T12:10:08Z"));
    Arguments to = new Arguments();
    ResultFields.write(to, failure);

    assertThat(read("1795176607942-0", new ArrayList<>(Hash.sent(to)))).contains(failure);
  }

  @Test
  void aValueOfNothingIsLeftOut() {
    Arguments to = new Arguments();
    ResultFields.write(
        to,
        new StoredResult(ResultType.SUCCESSFUL, Instant.EPOCH, null, null, null, null, null, null));

    assertThat(Hash.sentFields(to)).containsOnlyKeys("type", "worker_name");
  }

  @Test
  void anEntryThatIsNoResultIsPassedOver() {
    assertThat(read("1-0", new Hash().with("type", "9").reply())).isEmpty();
    assertThat(read("1-0", new Hash().with("type", "x").reply())).isEmpty();
    assertThat(read("1-0", new Hash().with("else", "1").reply())).isEmpty();
  }

  @Test
  void whatCannotBeDecodedDoesNotHurt() {
    Hash entry =
        new Hash()
            .with("type", "2")
            .with("return_value", "no base64!")
            .with("exc_string", "bm8gemxpYg==")
            .with("execution_id", "a:b")
            .with("execution_started_at", "then");

    StoredResult result = read("1-0", entry.reply()).orElseThrow();

    assertThat(result.returnValue()).isNull();
    assertThat(result.failure()).isEqualTo("(unreadable)");
    assertThat(result.execution()).isNull();
    assertThat(result.startedAt()).isNull();
  }
}
