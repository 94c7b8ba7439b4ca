package io.rq.redis;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Packs and unpacks as Python's zlib does: RFC 1950 at the usual level. Safe for use by many
 * threads.
 */
final class Zlib {

  /** A deflater is large and slow to make; so many are kept for the next in need. */
  private static final int KEPT = 32;

  /** What unpacks to more is meant to do harm, or would. */
  private static final int MOST_UNPACKED = 64 << 20;

  private static final BlockingQueue<Deflater> DEFLATERS = new ArrayBlockingQueue<>(KEPT);
  private static final BlockingQueue<Inflater> INFLATERS = new ArrayBlockingQueue<>(KEPT);

  private Zlib() {}

  static byte[] pack(byte[] bytes) {
    Deflater deflater = taken(DEFLATERS, Deflater::new);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 2 + 64);
      byte[] chunk = new byte[Math.min(bytes.length + 64, 8192)];
      while (!deflater.finished()) {
        packed.write(chunk, 0, deflater.deflate(chunk));
      }
      return packed.toByteArray();
    } finally {
      deflater.reset();
      if (!DEFLATERS.offer(deflater)) {
        deflater.end();
      }
    }
  }

  /**
   * Unpacks; empty if these bytes are not a whole zlib stream. What follows a stream is left alone,
   * as Python does.
   *
   * @throws TooLargeException if they unpack to more than 64 MiB
   */
  static Optional<byte[]> unpack(byte[] bytes) {
    Inflater inflater = taken(INFLATERS, Inflater::new);
    try {
      inflater.setInput(bytes);
      ByteArrayOutputStream unpacked =
          new ByteArrayOutputStream((int) Math.min(bytes.length * 2L + 64, MOST_UNPACKED));
      byte[] chunk = new byte[(int) Math.min(bytes.length * 4L + 64, 8192)];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0 && !inflater.finished()) {
          return Optional.empty();
        }
        if (unpacked.size() + count > MOST_UNPACKED) {
          throw new TooLargeException();
        }
        unpacked.write(chunk, 0, count);
      }
      return Optional.of(unpacked.toByteArray());
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.reset();
      if (!INFLATERS.offer(inflater)) {
        inflater.end();
      }
    }
  }

  private static <T> T taken(BlockingQueue<T> kept, Supplier<T> made) {
    T one = kept.poll();
    return one == null ? made.get() : one;
  }

  /** Bytes that are too many once they are unpacked. */
  static final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }
}
