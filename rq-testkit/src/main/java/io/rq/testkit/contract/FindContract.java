package io.rq.testkit.contract;

import static io.rq.testkit.contract.SampleJob.job;
import static io.rq.testkit.contract.SampleStep.cancel;
import static io.rq.testkit.contract.SampleStep.in;
import static io.rq.testkit.contract.SampleStep.requeue;
import static org.assertj.core.api.Assertions.assertThat;

import io.rq.End;
import io.rq.JobStatus;
import io.rq.spi.JobRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  @Test
  void findsAllAsTheyAreAtOneMoment() throws Exception {
    enqueue("a", "b");
    JobRecord a = found("a");
    JobRecord b = found("b");

    try (Threads threads = new Threads()) {
      AtomicBoolean changing = new AtomicBoolean(true);
      Future<Boolean> reading =
          threads.start(
              () -> {
                while (changing.get()) {
                  assertThat(statuses("a", "b")).hasSize(1);
                }
              });
      for (int i = 0; i < 500 && !reading.isDone(); i++) {
        commit(cancel(a, in(JobStatus.QUEUED), NOW), cancel(b, in(JobStatus.QUEUED), NOW));
        commit(
            requeue(a, in(JobStatus.CANCELED), NOW, End.BACK),
            requeue(b, in(JobStatus.CANCELED), NOW, End.BACK));
      }
      changing.set(false);
      Threads.answer(reading);
    }
  }

  private Set<JobStatus> statuses(String... ids) {
    return jobs().find(Stream.of(ids).map(Chapter::id).toList()).stream()
        .map(found -> found.orElseThrow().state().status())
        .collect(Collectors.toSet());
  }
}
