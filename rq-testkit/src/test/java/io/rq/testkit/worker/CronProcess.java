package io.rq.testkit.worker;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.Job;
import io.rq.MissedRuns;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.redis.RedisRq;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cron scheduler as a process of its own, for {@link CronProcessTest}. */
final class CronProcess {

  /** The ids of the jobs that ran in this process. */
  static final List<String> RAN = new CopyOnWriteArrayList<>();

  private CronProcess() {}

  /** Enqueues until it is killed. */
  public static void main(String[] url) {
    try (Rq rq = RedisRq.connect(url[0])) {
      // Nothing is kept of a job that ran, so that its id keeps nobody from making another one.
      Call<?> call = Call.ofVoid(CronProcess::ran).resultTtl(Duration.ZERO);
      rq.cron()
          .add(
              CronEntry.of("second", "* * * * * ?", call).onMissed(MissedRuns.ALL),
              CronEntry.of("even", "*/2 * * * * ?", call)
                  .zone("Europe/Berlin")
                  .onMissed(MissedRuns.ALL),
              CronEntry.every("third", Duration.ofSeconds(3), call).onMissed(MissedRuns.ALL),
              CronEntry.of("once", "* * * * * ?", call),
              CronEntry.of("skip", "* * * * * ?", call).onMissed(MissedRuns.SKIP));
      rq.cronScheduler().run();
    }
  }

  @RqJob
  static void ran() {
    RAN.add(Job.current().orElseThrow().id().value());
  }
}
