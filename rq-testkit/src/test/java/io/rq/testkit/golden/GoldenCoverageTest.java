package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.testkit.readme.Readme;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No capture is forgotten, and no difference is without a reason. */
class GoldenCoverageTest {

  /** Every capture with keys is read by {@link GoldenReadTest}; of these, none is written. */
  private static final Map<String, String> NOT_WRITTEN =
      Map.of(
          "cron", "its entries have no names; GoldenCronTest compares all else",
          "serializer-samples", "no keys, but values: GoldenSamplesTest",
          "pubsub-commands", "no keys, but what is said to workers: CommandsTest compares that",
          "rq113-enqueued", "RQ 1.13 wrote it; we write what RQ 2.10 does",
          "rq113-started", "RQ 1.13 wrote it; we write what RQ 2.10 does",
          "rq113-finished", "RQ 1.13 wrote it; we write what RQ 2.10 does",
          "rq113-failed", "RQ 1.13 wrote it; we write what RQ 2.10 does");

  private static final List<Class<? extends GoldenScenes>> SCENES =
      List.of(GoldenEnqueueTest.class, GoldenRunTest.class, GoldenWorkerTest.class);

  private static Stream<Capture> written() {
    return SCENES.stream()
        .flatMap(scenes -> Arrays.stream(scenes.getDeclaredMethods()))
        .map(scene -> scene.getAnnotation(Capture.class))
        .filter(Objects::nonNull);
  }

  @Test
  void everyCaptureIsWrittenAgainOrThereIsAReason() {
    Map<String, String> accounted = new TreeMap<>(NOT_WRITTEN);
    written()
        .forEach(
            capture ->
                assertThat(accounted.put(capture.value(), "written"))
                    .as("what is said of %s already", capture.value())
                    .isNull());

    assertThat(accounted.keySet()).containsExactlyElementsOf(Golden.scenarios());
  }

  @Test
  void everyDifferenceIsInTheTableOfTheReadmeOrAFieldOfOurOwn() throws IOException {
    String differences = Readme.read().section("Differences from RQ");

    assertThat(written().flatMap(capture -> capture.differs().lines()))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              String reason = line.substring(0, line.indexOf('|')).strip();
              if (reason.equals(Capture.OURS)) {
                assertThat(line)
                    .containsPattern(" (alive_until|retry_max|retry_only): \\(none\\) -> ");
              } else {
                assertThat(differences)
                    .containsPattern("\\|[^|\n]*\\b" + reason + "\\b[^|\n]*\\|\n");
              }
            });
  }
}
