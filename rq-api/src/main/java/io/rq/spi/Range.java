package io.rq.spi;

/**
 * A part of a list.
 *
 * @param offset how many to leave out at the start; not negative
 * @param limit how many to give at the most; not negative
 */
public record Range(long offset, long limit) {

  /** All of it. */
  public static final Range ALL = new Range(0, Long.MAX_VALUE);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public Range {
    if (offset < 0 || limit < 0) {
      throw new IllegalArgumentException("Negative range: offset " + offset + ", limit " + limit);
    }
  }

  /** The first so many. */
  public static Range first(long limit) {
    return new Range(0, limit);
  }
}
