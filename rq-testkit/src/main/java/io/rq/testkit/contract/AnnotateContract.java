package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How a job's meta is replaced while the job goes its way. */
@Pins("J-12")
abstract class AnnotateContract extends Chapter {

  private static final Bytes META = Bytes.of(new byte[] {0, 1, -1, '\r', '\n', '"'});

  @Test
  void replacesTheMetaAndNothingElse() {
    insert(
        job("a").ttl(Duration.ofSeconds(90)).meta(Bytes.ofText("old")).queued(), job("b").queued());
    JobRecord before = found("a");

    assertThat(jobs().annotate(id("a"), META, NOW)).isTrue();

    assertThat(found("a"))
        .isEqualTo(
            new JobRecord(before.spec(), before.state(), META, before.expiresAt(), before.flaw()));
    assertThat(found("b").meta()).isNull();
    assertThat(waiting()).containsExactly("a", "b");
  }

  @Test
  void givesAMetaToAJobThatHadNone() {
    start("a", ANN.lease("run"));

    assertThat(jobs().annotate(id("a"), META, NOW)).isTrue();

    assertThat(found("a").meta()).isEqualTo(META);
  }

  @Test
  void aJobThatEndedKeepsItsRetention() {
    JobRecord before = succeedOnce("a", NOW);

    assertThat(jobs().annotate(id("a"), META, NOW)).isTrue();

    assertThat(found("a").expiresAt()).isEqualTo(before.expiresAt());
    assertThat(jobs().purge(MAIL, later(500), 10)).isEqualTo(1);
  }

  @Test
  void writesNothingForAJobThatDoesNotExist() {
    Snapshot before = everything();

    assertThat(jobs().annotate(id("a"), META, NOW)).isFalse();

    assertThat(find("a")).isEmpty();
    assertThat(everything()).isEqualTo(before);
    enqueue("a");
    assertThat(found("a").meta()).isNull();
  }

  @Test
  void writesNothingForAJobThatIsOver() {
    succeedOnce("a", NOW);
    Instant end = NOW_CUT.plusSeconds(500);

    assertThat(jobs().annotate(id("a"), META, justBefore(end))).isTrue();
    assertThat(jobs().annotate(id("a"), Bytes.ofText("late"), end)).isFalse();

    assertThat(find("a").map(JobRecord::meta).filter(meta -> !meta.equals(META))).isEmpty();
  }

  @Test
  @Pins("J-14")
  void isStillThereWhenTheJobIsTaken() {
    enqueue("a");
    jobs().annotate(id("a"), META, NOW);

    assertThat(claim(firstOf(MAIL), ANN.lease("run")).job().meta()).isEqualTo(META);
  }
}
