package io.rq;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;

/**
 * The bytes of a date or a time in a pickle, as Python's {@code datetime} keeps them; both ways.
 */
final class PythonTimeBytes {

  private static final int DATE = 4;
  private static final int TIME = 6;

  private PythonTimeBytes() {}

  static byte[] of(LocalDateTime time) {
    return ByteBuffer.allocate(DATE + TIME)
        .put(of(time.toLocalDate()))
        .put(of(time.toLocalTime()))
        .array();
  }

  /**
   * Those of a date.
   *
   * @throws SerializationException if Python has no such year
   */
  static byte[] of(LocalDate date) {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new SerializationException("Python has no year " + Year.from(date));
    }
    return ByteBuffer.allocate(DATE)
        .putShort((short) date.getYear())
        .put((byte) date.getMonthValue())
        .put((byte) date.getDayOfMonth())
        .array();
  }

  /** Those of a time, cut to the microsecond. */
  static byte[] of(LocalTime time) {
    int micros = time.getNano() / 1000;
    return ByteBuffer.allocate(TIME)
        .put((byte) time.getHour())
        .put((byte) time.getMinute())
        .put((byte) time.getSecond())
        .put((byte) (micros >> 16))
        .putShort((short) micros)
        .array();
  }

  /**
   * Reads both.
   *
   * @throws IllegalArgumentException if there are more or fewer bytes
   * @throws java.time.DateTimeException if there is no such time; so with the others
   */
  static LocalDateTime dateTime(byte[] bytes) {
    ByteBuffer rest = buffer(bytes, DATE + TIME);
    return LocalDateTime.of(date(rest), time(rest));
  }

  static LocalDate date(byte[] bytes) {
    return date(buffer(bytes, DATE));
  }

  static LocalTime time(byte[] bytes) {
    return time(buffer(bytes, TIME));
  }

  /** Tells whether it is the second of two equal times when clocks are set back. */
  static boolean isSecond(byte[] dateTime) {
    return dateTime[2] < 0;
  }

  // The highest bit of the month, or of the hour where there is no month, tells the second of two.
  private static LocalDate date(ByteBuffer from) {
    return LocalDate.of(from.getShort() & 0xffff, from.get() & 0x7f, from.get());
  }

  private static LocalTime time(ByteBuffer from) {
    int hour = from.get() & 0x7f;
    int minute = from.get();
    int second = from.get();
    int micros = ((from.get() & 0xff) << 16) | (from.getShort() & 0xffff);
    return LocalTime.of(hour, minute, second, micros * 1000);
  }

  private static ByteBuffer buffer(byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException(bytes.length + " bytes instead of " + length);
    }
    return ByteBuffer.wrap(bytes);
  }
}
