package io.rq.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as a value: equal when they hold the same bytes, and never changed. What a serializer wrote
 * travels as this; no store looks inside.
 */
public final class Bytes {

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Wraps an array that the caller gives away and never writes again; it is not copied. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(Objects.requireNonNull(bytes, "bytes"));
  }

  /** The UTF-8 bytes of a text. */
  public static Bytes ofText(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The array itself, for reading only: whoever writes into it breaks this value. */
  public byte[] array() {
    return bytes;
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The length only: payloads may hold secrets, and end up in logs through this method. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
