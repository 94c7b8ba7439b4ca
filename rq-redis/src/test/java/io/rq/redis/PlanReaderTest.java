package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Webhook;
import io.rq.spi.Counters;
import io.rq.spi.Plan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {

  private static final List<String> FIELDS =
      List.of(
          "group_id",
          "webhooks",
          "dependency_id",
          "dependency_ids",
          "allow_dependency_failures",
          "retries_left",
          "retry_intervals",
          "enqueue_at_front_on_retry",
          "number_of_retries",
          "repeats_left",
          "repeat_intervals",
          "success_callback_name",
          "failure_callback_name",
          "stopped_callback_name",
          "retry_max",
          "retry_only");

  private static Plan plan(String field, String value) {
    return plan(new Hash().with(field, value));
  }

  private static Plan plan(Hash hash) {
    Fields fields = hash.read();
    Plan plan = PlanReader.read(fields);
    assertThat(fields.flaw()).isNull();
    return plan;
  }

  @Test
  void emptyTextsAreMissingFields() {
    Hash hash = new Hash();
    FIELDS.forEach(field -> hash.with(field, ""));

    assertThat(plan(hash)).isEqualTo(Plan.NONE);
    assertThat(PlanReader.counters(hash.read())).isEqualTo(Counters.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[0]", "[0.5]"})
  void retriesWithoutAPauseFollowAtOnce(String intervals) {
    Plan plan = plan(new Hash().with("retries_left", "2").with("retry_intervals", intervals));

    assertThat(plan.retry())
        .isEqualTo(new Plan.Retry(null, List.of(Duration.ZERO), End.BACK, List.of()));
  }

  @Test
  void repetitionsWithoutAPauseFollowAtOnce() {
    assertThat(plan("repeats_left", "2").repeat())
        .isEqualTo(new Plan.Repeat(List.of(Duration.ZERO)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1"})
  void aCallbackThatDoesNotSayHowLongMayTakeAMinute(String timeout) {
    Hash hash = new Hash().with("success_callback_name", "demo.ok");
    if (!timeout.isEmpty()) {
      hash.with("success_callback_timeout", timeout);
    }

    assertThat(plan(hash).onSuccess())
        .isEqualTo(new Plan.Callback("demo.ok", Duration.ofSeconds(60)));
  }

  @Test
  void theFirstParentAloneIsEnough() {
    Hash hash = new Hash().with("dependency_id", "p").with("allow_dependency_failures", "0");

    assertThat(plan(hash).dependencies())
        .isEqualTo(new Plan.Dependencies(List.of(JobId.of("p")), false));
  }

  @ParameterizedTest
  @CsvSource({"1,FRONT", "0,BACK", "7,FRONT"})
  void theEndIsZeroOrNot(String field, End end) {
    assertThat(plan("enqueue_at_front", field).end()).isEqualTo(end);
  }

  @Test
  void aWebhookMayBeShort() {
    String webhooks = "[{\"url\": \"http://a.example/\", \"job_status\": \"failed\"}, {}]";

    assertThat(plan("webhooks", webhooks).webhooks())
        .containsExactly(Webhook.get("http://a.example/", JobStatus.FAILED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "{}",
        "7",
        "[7]",
        "[null]",
        "[{}]",
        "[{\"url\": \"http://a.example/\"}]",
        "[{\"url\": [], \"job_status\": \"failed\"}]",
        "[{\"url\": \"ftp://a.example/\", \"job_status\": \"failed\"}]",
        "[{\"url\": \"http://a b/\", \"job_status\": \"failed\"}]",
        "[{\"url\": \"http://a.example/\", \"job_status\": \"queued\"}]",
        "[{\"url\": \"http://a.example/\", \"job_status\": {}}]",
        "[{\"url\": \"http://a.example/\", \"job_status\": \"failed\", \"method\": \"PUT\"}]",
        "[{\"url\": \"http://a.example/\", \"job_status\": \"failed\", \"timeout\": 0}]"
      })
  void webhooksThatCannotBeMeantAreDropped(String webhooks) {
    assertThat(plan("webhooks", webhooks).webhooks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retries_left|two",
        "retries_left|99999999999",
        "number_of_retries|1.5",
        "repeats_left|x",
        "retry_intervals|10",
        "retry_intervals|[10",
        "retry_intervals|[\"10\"]",
        "retry_intervals|[-1]",
        "retry_intervals|[1e300]",
        "retry_intervals|null",
        "repeat_intervals|{}",
        "retry_only|java.io.IOException",
        "retry_only|[7]",
        "retry_max|x",
        "dependency_ids|parent",
        "dependency_ids|[\"a:b\"]",
        "dependency_id|a:b",
        "allow_dependency_failures|yes",
        "enqueue_at_front_on_retry|True",
        "enqueue_at_front|''",
        "enqueue_at_front|True",
        "success_callback_timeout|''",
        "failure_callback_timeout|1m",
        "stopped_callback_timeout|''"
      })
  void whatCannotBeReadIsAFlaw(String field, String value) {
    Fields fields = new Hash().with("retries_left", "1").with(field, value).read();

    PlanReader.read(fields);
    PlanReader.counters(fields);

    assertThat(fields.flaw()).contains("'" + field + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[[[[[[[[[",
        "{\"a\": 1e999}",
        "[{\"url\": \"http://a/\", \"job_status\": \"failed\", \"timeout\": 1e300}]",
        "[{\"url\": \"http://a/\", \"job_status\": \"failed\", \"headers\": {\"a\": [1]}}]",
        "[{\"url\": \"http://a/\", \"job_status\": \"failed\", \"headers\": [1]}]",
        "[1e999]",
        "NaN",
        "\"\\ud800\"",
        "\u0000",
        "-9223372036854775808",
        "9223372036854775807"
      })
  void nothingMakesItFail(String noise) {
    for (String field : FIELDS) {
      Hash hash = new Hash();
      FIELDS.forEach(other -> hash.with(other, noise));
      hash.with(field, "[1]");
      hash.with(field.replace("_name", "_timeout"), noise);

      assertThat(PlanReader.read(hash.read())).isNotNull();
      assertThat(PlanReader.counters(hash.read())).isNotNull();
    }
  }
}
