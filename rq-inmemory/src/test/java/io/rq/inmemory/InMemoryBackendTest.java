package io.rq.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.WorkerName;
import io.rq.spi.Command;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryBackendTest {

  private static final WorkerName ANN = WorkerName.of("ann");
  private static final Command SHUTDOWN = new Command.Shutdown();

  private final InMemoryBackend backend = new InMemoryBackend();

  @Test
  void whatIsSaidIsHeardOnTheSpeakersThreadBeforeHeGoesOn() {
    List<Thread> heardOn = new ArrayList<>();
    backend.signals().listen(ANN, command -> heardOn.add(Thread.currentThread()));

    assertThat(backend.signals().send(ANN, SHUTDOWN)).isTrue();

    assertThat(heardOn).containsExactly(Thread.currentThread());
  }

  @Test
  void aListenerMaySpeakAndUseTheBackend() {
    List<Command> heard = new ArrayList<>();
    backend
        .signals()
        .listen(
            ANN,
            command -> {
              heard.add(command);
              backend.jobs().queues();
              if (heard.size() < 3) {
                backend.signals().send(ANN, command);
              }
            });

    backend.signals().send(ANN, SHUTDOWN);

    assertThat(heard).hasSize(3);
  }

  @Test
  void nobodyListensOnceTheBackendIsClosed() {
    backend.signals().listen(ANN, command -> {});

    backend.close();

    assertThat(backend.signals().send(ANN, SHUTDOWN)).isFalse();
  }
}
