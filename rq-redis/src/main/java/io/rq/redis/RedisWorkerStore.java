package io.rq.redis;

import io.rq.WorkerName;
import io.rq.WorkerState;
import io.rq.spi.WorkerRecord;
import io.rq.spi.WorkerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers on Redis: RQ's hash for each, RQ's set of all, and RQ's set for each queue. */
final class RedisWorkerStore implements WorkerStore {

  private final Link link;

  RedisWorkerStore(Link link) {
    this.link = link;
  }

  @Override
  public boolean register(WorkerRecord worker, Duration ttl) {
    Instant birth = worker.birth();
    if (birth == null) {
      throw new IllegalArgumentException(
          "Worker " + worker.name() + " registers without a time of birth");
    }
    Arguments arguments =
        new Arguments().add(worker.name().value()).add(UnixTime.write(birth)).add(seconds(ttl));
    WorkerFields.write(arguments, worker, birth, birth.plus(ttl));
    return Replies.number(link.run(Script.REGISTER, arguments)) == 1;
  }

  @Override
  public void beat(WorkerRecord worker, Instant now, Duration ttl) {
    WorkerState state = worker.state();
    Arguments arguments =
        new Arguments()
            .add(worker.name().value())
            .add(UnixTime.write(now))
            .add(seconds(ttl))
            .add(IsoTime.write(now))
            .add(UnixTime.write(now.plus(ttl)))
            .add(state == null ? "" : state.wireName());
    WorkerFields.write(arguments, worker, now, now.plus(ttl));
    link.run(Script.BEAT, arguments);
  }

  @Override
  public void unregister(WorkerName worker, Instant now) {
    link.run(Script.UNREGISTER, new Arguments().add(worker.value()).add(IsoTime.write(now)));
  }

  @Override
  public List<WorkerRecord> workers(Instant now) {
    String head = link.prefix() + "worker:";
    List<WorkerRecord> workers = new ArrayList<>();
    for (Object found : Replies.list(link.run(Script.WORKERS, new Arguments()))) {
      List<@Nullable Object> parts = Replies.list(found);
      String key = Replies.text(parts.get(0));
      if (key.startsWith(head)) {
        WorkerFields.read(key.substring(head.length()), Fields.of(parts.get(1)), now)
            .ifPresent(workers::add);
      }
    }
    workers.sort(Comparator.comparing(worker -> worker.name().value()));
    return workers;
  }

  /** Whole seconds for the server's clock, which is the backstop: rather one too many. */
  private static long seconds(Duration ttl) {
    return Math.max(1, ttl.plusMillis(999).toSeconds());
  }
}
