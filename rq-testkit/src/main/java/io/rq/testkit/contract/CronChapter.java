package io.rq.testkit.contract;

import io.rq.Call;
import io.rq.CronEntry;
import io.rq.JobId;
import io.rq.Rq;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A chapter about cron: entries that many of its tests declare, and words for what comes of them.
 * The clock starts with the year 2024.
 */
abstract class CronChapter extends Behaviour {

  static final Call<Integer> ADD = Call.of(ContractTasks::add, 1, 2);
  static final CronEntry NIGHTLY = CronEntry.of("nightly", "0 3 * * *", ADD);
  static final CronEntry HOURLY = CronEntry.every("hourly", Duration.ofHours(1), ADD);

  /** Another program on the same installation. */
  final Rq another() {
    return Rq.on(backend).clock(clock).open();
  }

  final void advanceTo(String time) {
    clock.advanceTo(Instant.parse(time));
  }

  final List<String> ids() {
    return ids(rq);
  }

  static List<String> ids(Rq rq) {
    return rq.queue().jobIds().stream().map(JobId::value).toList();
  }

  final List<String> nextTimes() {
    return rq.cron().entries().stream().map(entry -> String.valueOf(entry.next())).toList();
  }
}
