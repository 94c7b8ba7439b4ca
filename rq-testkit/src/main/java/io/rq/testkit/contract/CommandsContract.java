package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.WorkerName;
import io.rq.spi.Command;
import io.rq.spi.Signals.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said to one worker: heard by it if it listens, and lost if not. */
@Pins("CMD-01")
abstract class CommandsContract extends Chapter {

  private static final Command SHUTDOWN = new Command.Shutdown();
  private static final Command KILL = new Command.KillHorse();

  /** Said last: what was to be heard before it was heard, and what was not never will be. */
  private static final Command LAST = new Command.StopJob(id("last"));

  @Test
  void isLostIfNobodyListens() {
    assertThat(send(ANN, SHUTDOWN)).isFalse();
    assertThat(send(ANN, KILL)).isFalse();
    assertThat(send(ANN, LAST)).isFalse();
  }

  @Test
  void isLostIfOnlyAnotherWorkerListens() throws Exception {
    try (Ear bob = listen(BOB)) {
      assertThat(send(ANN, SHUTDOWN)).isFalse();

      bob.hearsNothingBut();
    }
  }

  @Test
  void isLostIfTheWorkerIsRegisteredButDoesNotListen() {
    register(ANN);

    assertThat(send(ANN, SHUTDOWN)).isFalse();
  }

  @Test
  @Pins({"CMD-02", "CMD-03", "CMD-04"})
  void eachKindArrivesOnceAsItWasSaid() throws Exception {
    Command stop = new Command.StopJob(id("Az-09_z"));
    try (Ear ann = listen(ANN)) {
      assertThat(send(ANN, SHUTDOWN)).isTrue();
      assertThat(send(ANN, KILL)).isTrue();
      assertThat(send(ANN, stop)).isTrue();

      ann.hearsNothingBut(SHUTDOWN, KILL, stop);
    }
  }

  @Test
  void arrivesAtTheWorkerThatIsMeantAndNoOther() throws Exception {
    try (Ear ann = listen(ANN);
        Ear bob = listen(BOB)) {
      send(ANN, SHUTDOWN);
      send(BOB, KILL);
      send(ANN, KILL);

      ann.hearsNothingBut(SHUTDOWN, KILL);
      bob.hearsNothingBut(KILL);
    }
  }

  @Test
  @Pins("W-02")
  void theNameOfAWorkerIsNoPattern() throws Exception {
    SampleWorker any = SampleWorker.worker("a*");
    SampleWorker odd = SampleWorker.worker("wörker [1]/2:3 🚀?");
    try (Ear all = listen(any);
        Ear other = listen(odd)) {
      assertThat(send(ANN, SHUTDOWN)).isFalse();
      assertThat(send(any, SHUTDOWN)).isTrue();
      assertThat(send(odd, KILL)).isTrue();

      all.hearsNothingBut(SHUTDOWN);
      other.hearsNothingBut(KILL);
    }
  }

  @Test
  void arrivesInTheOrderInWhichItWasSaid() throws Exception {
    Command[] said =
        IntStream.range(0, 50)
            .mapToObj(i -> new Command.StopJob(id("job-" + i)))
            .toArray(Command[]::new);
    try (Ear ann = listen(ANN)) {
      for (Command command : said) {
        send(ANN, command);
      }

      ann.hearsNothingBut(said);
    }
  }

  @Test
  void whatManyThreadsSayArrivesAllOfIt() throws Exception {
    try (Threads threads = new Threads();
        Ear ann = listen(ANN)) {
      assertThat(threads.all(8, () -> send(ANN, KILL))).containsOnly(true);

      ann.hearsNothingBut(KILL, KILL, KILL, KILL, KILL, KILL, KILL, KILL);
    }
  }

  @Test
  void whatWasSaidBeforeIsNotHeard() throws Exception {
    send(ANN, SHUTDOWN);

    try (Ear ann = listen(ANN)) {
      ann.hearsNothingBut();
    }
  }

  @Test
  void nothingIsHeardAfterClosing() throws Exception {
    Ear closed = listen(ANN);
    send(ANN, KILL);
    closed.hearsNothingBut(KILL);

    closed.close();

    assertThat(send(ANN, SHUTDOWN)).isFalse();
    try (Ear ann = listen(ANN)) {
      assertThat(send(ANN, KILL)).isTrue();
      ann.hearsNothingBut(KILL);
    }
    assertThat(closed.heard).isEmpty();
  }

  @Test
  void closingOneListeningLeavesTheOthers() throws Exception {
    Ear first = listen(ANN);
    try (Ear second = listen(ANN);
        Ear bob = listen(BOB)) {
      send(ANN, SHUTDOWN);
      assertThat(first.next()).isEqualTo(SHUTDOWN);

      first.close();

      assertThat(send(ANN, KILL)).isTrue();
      assertThat(send(BOB, KILL)).isTrue();
      second.hearsNothingBut(SHUTDOWN, KILL);
      bob.hearsNothingBut(KILL);
      assertThat(first.heard).isEmpty();
    }
  }

  @Test
  void closingTwiceIsClosingOnce() throws Exception {
    Ear ann = listen(ANN);

    Threads.inTime(
        () -> {
          ann.close();
          ann.close();
        });

    assertThat(send(ANN, SHUTDOWN)).isFalse();
  }

  @Test
  void theBackendClosesThoughSomebodyListens() throws Exception {
    Ear ann = listen(ANN);

    Threads.inTime(
        () -> {
          backend().close();
          ann.close();
        });

    assertThat(ann.heard).isEmpty();
  }

  @Test
  void whatIsSaidChangesNothingInTheStore() throws Exception {
    register(ANN);
    enqueue("a");
    Snapshot before = everything();

    try (Ear ann = listen(ANN)) {
      send(ANN, new Command.StopJob(id("a")));
      ann.hearsNothingBut(new Command.StopJob(id("a")));
    }

    assertThat(everything()).isEqualTo(before);
  }

  private boolean send(SampleWorker worker, Command command) {
    return signals().send(worker.name(), command);
  }

  private Ear listen(SampleWorker worker) {
    BlockingQueue<Command> heard = new LinkedBlockingQueue<>();
    return new Ear(worker.name(), heard, signals().listen(worker.name(), heard::add));
  }

  /** What a worker hears while it listens. */
  private final class Ear implements AutoCloseable {

    private final WorkerName worker;
    private final BlockingQueue<Command> heard;
    private final Subscription subscription;

    private Ear(WorkerName worker, BlockingQueue<Command> heard, Subscription subscription) {
      this.worker = worker;
      this.heard = heard;
      this.subscription = subscription;
    }

    /** Says a last word to the worker, and checks that it and those were heard. */
    private void hearsNothingBut(Command... expected) throws InterruptedException {
      assertThat(signals().send(worker, LAST)).as("somebody listens").isTrue();
      List<Command> commands = new ArrayList<>();
      while (!commands.contains(LAST)) {
        commands.add(next());
      }
      commands.remove(LAST);
      assertThat(commands).containsExactly(expected);
    }

    /** Waits for what is heard next. */
    private Command next() throws InterruptedException {
      Command next = heard.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("Worker " + worker + " hears nothing more");
      }
      return next;
    }

    @Override
    public void close() {
      subscription.close();
    }
  }
}
