package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.ExecutionId;
import io.rq.JobId;
import io.rq.spi.Entry;
import io.rq.spi.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static List<Object> reply(String... texts) {
    List<Object> reply = new ArrayList<>();
    for (String text : texts) {
      reply.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return reply;
  }

  @Test
  void runsAreListedByJobAndExecutionOrByOldVersionsByJobAlone() {
    assertThat(Places.read(Place.STARTED, reply("job-1:x1", "1795176722", "job-2", "1795176723")))
        .containsExactly(
            new Entry(JobId.of("job-1"), Instant.ofEpochSecond(1795176722), ExecutionId.of("x1")),
            new Entry(JobId.of("job-2"), Instant.ofEpochSecond(1795176723), null));
  }

  @Test
  void whoIsKeptForEverHasNoTime() {
    assertThat(Places.read(Place.FINISHED, reply("job-1", "inf")))
        .containsExactly(new Entry(JobId.of("job-1"), null, null));
    assertThat(Places.read(Place.FAILED, reply("job-1", "-1")))
        .containsExactly(new Entry(JobId.of("job-1"), null, null));
  }

  @Test
  void illegalIdsAreLeftOut() {
    assertThat(Places.read(Place.QUEUED, reply("a.b", "a:b", "", "ok")))
        .extracting(Entry::job)
        .containsExactly(JobId.of("ok"));
    assertThat(Places.read(Place.STARTED, reply("a.b:x1", "1"))).isEmpty();
  }
}
