package io.rq.testkit.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether claims from queues find anything (W-34). */
final class Suspension {

  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Sql sql;

  Suspension(Sql sql) {
    this.sql = sql;
  }

  void begin(Instant now, Optional<Duration> time) {
    sql.update("UPDATE installation SET suspended_until = ?", time.map(now::plus).orElse(NEVER));
  }

  void end() {
    sql.update("UPDATE installation SET suspended_until = NULL");
  }

  boolean holdsAt(Instant now) {
    return sql.first(row -> true, "SELECT 1 FROM installation WHERE suspended_until > ?", now)
        .isPresent();
  }
}
