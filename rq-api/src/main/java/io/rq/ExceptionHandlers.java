package io.rq;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of failed runs, in order (W-26, W-53). */
final class ExceptionHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final CopyOnWriteArrayList<ExceptionHandler> handlers;

  ExceptionHandlers(List<ExceptionHandler> handlers) {
    this.handlers = new CopyOnWriteArrayList<>(handlers);
  }

  void push(ExceptionHandler handler) {
    handlers.add(handler);
  }

  synchronized Optional<ExceptionHandler> pop() {
    return handlers.isEmpty()
        ? Optional.empty()
        : Optional.of(handlers.remove(handlers.size() - 1));
  }

  void tell(Job<?> job, Throwable error) {
    for (ExceptionHandler handler : handlers) {
      try {
        if (!handler.handle(job, error)) {
          return;
        }
      } catch (Throwable e) { // code of the user's own: whatever it throws must not cost the job
        LOG.error("{}: exception handler {} failed", job.id(), handler, e);
      }
    }
  }
}
