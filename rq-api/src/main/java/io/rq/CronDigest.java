package io.rq;

import io.rq.spi.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One short text for all that a program says of a cron entry, by which programs find out whether
 * they mean the same without reading each other's jobs.
 */
final class CronDigest {

  // Of maps such as Map.of(...) each program has an order of its own.
  private static final JsonSerializer JSON =
      new JsonSerializer(
          JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build());

  private CronDigest() {}

  static String of(Rq rq, CronEntry entry, NewJob job) {
    Call<?> call = entry.call();
    CallData data = NewJob.callData(rq, call);
    return sha256(
        String.join(
            "\n",
            entry.schedule().toString(),
            entry.missed().name(),
            entry.queue().value(),
            data.function(),
            json(Arrays.asList(data.instance(), data.args(), data.kwargs()), job.spec().data()),
            json(call.options().meta, job.meta()),
            String.valueOf(call.options().description),
            retry(call.options().retry),
            JSON.write(job.spec().plan().withoutRetry()).text(),
            String.valueOf(job.spec().timeout()),
            String.valueOf(job.spec().ttl()),
            String.valueOf(job.spec().resultTtl()),
            String.valueOf(job.spec().failureTtl()),
            job.end().name()));
  }

  // As it was said: what is drawn for each job is another in each program.
  private static String retry(@Nullable Retry retry) {
    return retry == null
        ? ""
        : JSON.write(
                Arrays.asList(
                    retry.max(), retry.intervals(), retry.end(), retry.only(), retry.jitter()))
            .text();
  }

  private static String json(Object value, @Nullable Bytes written) {
    try {
      return JSON.write(value).text();
    } catch (SerializationException e) {
      // As the program's own serializer wrote it: where it can be no JSON, it is that.
      return Arrays.toString(Objects.requireNonNull(written).array());
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
