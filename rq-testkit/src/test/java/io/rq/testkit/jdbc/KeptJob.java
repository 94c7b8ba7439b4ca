package io.rq.testkit.jdbc;

import io.rq.ExecutionId;
import io.rq.QueueName;
import io.rq.spi.Bytes;
import io.rq.spi.JobRecord;
import io.rq.spi.JobSpec;
import io.rq.spi.JobState;
import io.rq.spi.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code jobs}.
 *
 * @param place where it lies; {@code null}: nowhere
 * @param score what it is ordered by there
 * @param execution the run that goes on; {@code null}: none
 */
record KeptJob(
    JobRecord record, @Nullable Place place, long score, @Nullable ExecutionId execution) {

  static KeptJob read(ResultSet row) throws SQLException {
    return new KeptJob(
        record(row),
        Optional.ofNullable(row.getString("place")).map(Place::valueOf).orElse(null),
        row.getLong("score"),
        Optional.ofNullable(row.getString("execution")).map(ExecutionId::of).orElse(null));
  }

  static JobRecord record(ResultSet row) throws SQLException {
    return new JobRecord(
        Json.read(row.getString("spec"), JobSpec.class),
        Json.read(row.getString("state"), JobState.class),
        Optional.ofNullable(row.getBytes("meta")).map(Bytes::of).orElse(null),
        row.getObject("expires_at", Instant.class),
        null);
  }

  boolean waitsIn(QueueName queue) {
    return place == Place.QUEUED && record.spec().origin().equals(queue);
  }
}
