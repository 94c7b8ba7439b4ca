package io.rq.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.Queue;
import io.rq.Rq;
import io.rq.testkit.contract.Pins;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Where programs of RQ look for what is kept. */
class KeyNamesTest {

  @RegisterExtension final Installation installation = Installation.onEmptyServer();

  private final RedisClient redis = installation.client();
  private final Rq rq = Rq.on(installation.backend()).open();

  @Test
  @Pins({"J-34", "G-05"})
  void areThoseOfRq() {
    Queue mail = rq.queue("mail");
    Job<Object> parent = mail.submit(Call.path("tasks.run").id("parent").group("letters"));
    mail.submit(Call.path("tasks.run").id("child").dependsOn(parent));
    mail.in(Duration.ofHours(1)).submit(Call.path("tasks.run").id("later"));

    assertThat(redis.keys("*"))
        .containsExactlyInAnyOrder(
            "rq:queues",
            "rq:queue:mail",
            "rq:job:parent",
            "rq:job:parent:dependents",
            "rq:job:child",
            "rq:job::child:dependencies",
            "rq:job:later",
            "rq:deferred:mail",
            "rq:scheduled:mail",
            "rq:groups",
            "rq:group:letters");
    assertThat(redis.smembers("rq:group:letters")).containsExactly("parent");
    assertThat(redis.smembers("rq:job:parent:dependents")).containsExactly("child");
  }

  @Test
  @Pins("Q-16")
  void ofQueuesNameThem() {
    redis.sadd(
        "rq:queues", "rq:queue:x", "rq:queue:a b:c", "queue:y", "other:queue:z", "rq:queue:");

    assertThat(rq.queues()).extracting(Queue::name).containsExactly("a b:c", "x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "{}", "[{}]", "[{\"url\": \"ftp://x/\"}]"})
  @Pins("WH-05")
  void webhooksThatCannotBeReadAreNone(String webhooks) {
    Job<Object> job = rq.queue("mail").submit(Call.path("tasks.run").id("it"));
    redis.hset("rq:job:it", "webhooks", webhooks);

    rq.worker("mail").burst();

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .as("for the function, not for the webhooks")
        .contains("NoSuchFunctionException");
  }

  @Test
  @Pins("J-37")
  void fieldsOfOldResultsDisturbNobody() {
    Job<Object> job = rq.queue("mail").submit(Call.path("tasks.run").id("it"));
    redis.hset("rq:job:it", Map.of("result", "gASVBQAAAAAAAACMAW8u", "exc_info", "x\u009c\u0003"));

    assertThat(job.returnValue()).isEmpty();
    assertThat(job.latestResult()).isEmpty();
    rq.worker("mail").burst();

    assertThat(job.results()).hasSize(1);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("There is no class tasks");
    assertThat(redis.hget("rq:job:it", "exc_info")).as("it is theirs").isEqualTo("x\u009c\u0003");
  }
}
