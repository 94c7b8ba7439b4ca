package io.rq.redis;

import io.rq.ResultType;
import io.rq.spi.Bytes;
import io.rq.spi.StoredResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;

/** Writes and reads results as entries of RQ's stream. */
final class ResultFields {

  private static final Rawable TYPE = RawableFactory.from("type");
  private static final Rawable WORKER_NAME = RawableFactory.from("worker_name");
  private static final Rawable RETURN_VALUE = RawableFactory.from("return_value");
  private static final Rawable EXC_STRING = RawableFactory.from("exc_string");
  private static final Rawable EXECUTION_ID = RawableFactory.from("execution_id");
  private static final Rawable EXECUTION_STARTED_AT = RawableFactory.from("execution_started_at");
  private static final Rawable EXECUTION_ENDED_AT = RawableFactory.from("execution_ended_at");

  private static final String UNREADABLE = "(unreadable)";

  private ResultFields() {}

  static void write(Arguments to, StoredResult result) {
    to.add(TYPE).add(result.type().wireNumber());
    to.field(WORKER_NAME, result.worker() == null ? "" : result.worker().value());
    if (result.returnValue() != null) {
      to.add(RETURN_VALUE).add(Base64.getEncoder().encode(result.returnValue().array()));
    }
    if (result.failure() != null) {
      to.add(EXC_STRING).add(failure(result.failure()));
    }
    if (result.execution() != null) {
      to.field(EXECUTION_ID, result.execution().value());
    }
    if (result.startedAt() != null) {
      to.field(EXECUTION_STARTED_AT, UnixTime.write(result.startedAt()));
    }
    if (result.endedAt() != null) {
      to.field(EXECUTION_ENDED_AT, UnixTime.write(result.endedAt()));
    }
  }

  /** Reads an entry, which is its id and its fields; empty if it is no result. */
  static Optional<StoredResult> read(@Nullable Object entry) {
    List<@Nullable Object> parts = Replies.list(entry);
    Fields fields = Fields.of(parts.get(1));
    return fields
        .number("type")
        .flatMap(number -> ResultType.ofWireNumber((int) Math.min(number, Integer.MAX_VALUE)))
        .map(
            type ->
                new StoredResult(
                    type,
                    Instant.ofEpochMilli(StreamId.millis(Replies.text(parts.get(0)))),
                    fields
                        .bytes("return_value")
                        .flatMap(ResultFields::decoded)
                        .map(Bytes::of)
                        .orElse(null),
                    fields.bytes("exc_string").map(ResultFields::failure).orElse(null),
                    Names.worker(fields.text("worker_name")).orElse(null),
                    Names.execution(fields.text("execution_id")).orElse(null),
                    UnixTime.read(fields.text("execution_started_at")).orElse(null),
                    UnixTime.read(fields.text("execution_ended_at")).orElse(null)));
  }

  private static byte[] failure(String text) {
    return Base64.getEncoder().encode(Zlib.pack(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String failure(byte[] stored) {
    try {
      return decoded(stored)
          .flatMap(Zlib::unpack)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .orElse(UNREADABLE);
    } catch (Zlib.TooLargeException e) {
      return UNREADABLE;
    }
  }

  private static Optional<byte[]> decoded(byte[] base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
