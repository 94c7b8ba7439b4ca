package io.rq.inmemory;

import io.rq.WorkerName;
import io.rq.spi.Command;
import io.rq.spi.Signals.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who listens to what is said to which worker. Whoever speaks calls the listeners: what was said
 * was heard when he goes on, and there is no thread here to be ended. No lock of the installation
 * is held meanwhile.
 */
final class Audience {

  private final List<Listening> listenings = new CopyOnWriteArrayList<>();

  Subscription admit(WorkerName worker, Consumer<Command> listener) {
    Listening listening = new Listening(worker, listener);
    listenings.add(listening);
    return listening;
  }

  boolean tell(WorkerName worker, Command command) {
    boolean heard = false;
    for (Listening listening : listenings) {
      heard |= listening.worker.equals(worker) && listening.hear(command);
    }
    return heard;
  }

  void dismiss() {
    listenings.forEach(Listening::close);
  }

  private final class Listening implements Subscription {

    private final WorkerName worker;
    private final Consumer<Command> listener;
    private volatile boolean open = true;

    private Listening(WorkerName worker, Consumer<Command> listener) {
      this.worker = worker;
      this.listener = listener;
    }

    /** Calls the listener for one speaker after the other. */
    private synchronized boolean hear(Command command) {
      boolean hears = open;
      if (hears) {
        listener.accept(command);
      }
      return hears;
    }

    /** Does not wait for a call that goes on: the listener may wait for whoever closes this. */
    @Override
    public void close() {
      open = false;
      listenings.remove(this);
    }
  }
}
