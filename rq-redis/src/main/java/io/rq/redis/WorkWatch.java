package io.rq.redis;

import io.rq.QueueName;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets threads wait for jobs in several queues. Redis can wait for one list without taking from it,
 * so that each queue has one watch, shared by all threads that wait for it; who waits for several
 * queues asks several watches. The waiting itself is done here and not on a socket, so that a
 * thread can be interrupted.
 */
final class WorkWatch implements AutoCloseable {

  private final Link link;
  private final Map<QueueName, QueueWatch> watches = new ConcurrentHashMap<>();

  WorkWatch(Link link) {
    this.link = link;
  }

  void await(List<QueueName> queues, Duration atMost) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (link.isClosed()) {
      throw link.failures().closed(null);
    }
    Sign sign = new Sign();
    Set<QueueName> distinct = new LinkedHashSet<>(queues);
    try {
      distinct.forEach(queue -> watch(queue).add(sign));
      if (sign.await(atMost) && sign.failure().isPresent()) {
        throw link.failures().again(sign.failure().get());
      }
    } finally {
      distinct.forEach(queue -> watch(queue).remove(sign));
    }
  }

  private QueueWatch watch(QueueName queue) {
    return watches.computeIfAbsent(queue, name -> new QueueWatch(name, link));
  }

  /** Ends all waiting. */
  @Override
  public void close() {
    watches.values().forEach(QueueWatch::close);
  }
}
