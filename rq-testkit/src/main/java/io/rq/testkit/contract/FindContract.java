package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.spi.JobRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How jobs are read by their ids. */
@Pins("J-08")
abstract class FindContract extends Chapter {

  @Test
  void keepsTheOrderAskedForAndIsEmptyWhereThereIsNoJob() {
    enqueue("a", "b");
    insert(job("c").in(NEWS).queued());

    List<Optional<JobRecord>> found =
        jobs().find(List.of(id("c"), id("x"), id("a"), id("y"), id("b")));

    assertThat(found)
        .containsExactly(
            Optional.of(found("c")),
            Optional.empty(),
            Optional.of(found("a")),
            Optional.empty(),
            Optional.of(found("b")));
    assertThat(found("c").spec().origin()).isEqualTo(NEWS);
  }

  @Test
  void findsAJobAsOftenAsItIsAskedFor() {
    enqueue("a");

    assertThat(jobs().find(List.of(id("a"), id("a")))).containsExactly(find("a"), find("a"));
  }

  @Test
  void findsNothingWhenNothingIsAskedFor() {
    assertThat(jobs().find(List.of())).isEmpty();
  }

  @Test
  @Pins({"REG-06", "REG-19", "Q-13"})
  void readingRemovesNothingThatIsOver() {
    succeedOnce("finished", NOW);
    insert(job("late").ttl(Duration.ofSeconds(60)).queued());
    Snapshot before = everything();

    assertThat(found("finished").isExpired(later(500))).isTrue();
    assertThat(found("late").isExpired(later(60))).isTrue();
    assertThat(everything()).isEqualTo(before);
  }
}
