package io.rq;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of our cron texts RQ's library reads as we do: stars, {@code *}{@code /n}, numbers, names,
 * ranges that go up, and lists of these. It refuses some others, and RQ then lists no scheduler.
 */
final class CronTextForRq {

  /** The fields in RQ's order, with what they may hold; the seconds come last. */
  private static final List<Field> FIELDS =
      List.of(
          new Field(0, 59, List.of()),
          new Field(0, 23, List.of()),
          new Field(1, 31, List.of()),
          new Field(
              1,
              12,
              List.of(
                  "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                  "DEC")),
          new Field(0, 6, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
          new Field(0, 59, List.of()));

  private static final int DAY_OF_WEEK = 4;

  private CronTextForRq() {}

  /** The pattern, if RQ can read it; or else that of the next time alone. */
  static String of(String pattern, LocalDateTime next) {
    String[] fields = pattern.split(" ", -1);
    boolean seconds = fields.length == 6;
    if (seconds) {
      fields = secondsLast(fields);
    }
    return isReadable(fields, seconds) ? String.join(" ", fields) : single(next, seconds);
  }

  private static String[] secondsLast(String[] quartz) {
    String all = String.join(" ", Arrays.asList(quartz).subList(1, 6)) + " " + quartz[0];
    return all.replace('?', '*').split(" ", -1);
  }

  private static boolean isReadable(String[] fields, boolean seconds) {
    // Quartz begins to count days of the week with another one.
    boolean isOneOfQuartzDays = seconds && fields[DAY_OF_WEEK].matches(".*[0-9].*");
    return !isOneOfQuartzDays
        && IntStream.range(0, fields.length).allMatch(k -> FIELDS.get(k).reads(fields[k], k));
  }

  private static String single(LocalDateTime time, boolean seconds) {
    return IntStream.of(
                time.getMinute(), time.getHour(), time.getDayOfMonth(), time.getMonthValue())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "))
        + (seconds ? " * " + time.getSecond() : " *");
  }

  /**
   * A field of a cron text.
   *
   * @param names those of the numbers from the least on; may be empty
   */
  private record Field(int least, int most, List<String> names) {

    private static final int UNREADABLE = -1;

    boolean reads(String text, int index) {
      if (text.startsWith("*/")) {
        int step = number(text.substring(2));
        return step >= 1 && step <= most;
      }
      return text.equals("*")
          || Arrays.stream(text.split(",", -1)).allMatch(part -> readsPart(part, index));
    }

    private boolean readsPart(String part, int index) {
      String[] ends = part.split("-", -1);
      if (ends.length == 1) {
        boolean isSunday = index == DAY_OF_WEEK && part.equals("7");
        return isSunday || value(part) != UNREADABLE;
      }
      return ends.length == 2
          && value(ends[0]) != UNREADABLE
          && value(ends[1]) != UNREADABLE
          && value(ends[0]) < value(ends[1]);
    }

    private int value(String text) {
      int name = names.indexOf(text.toUpperCase(Locale.ROOT));
      int value = name < 0 ? number(text) : least + name;
      return value < least || value > most ? UNREADABLE : value;
    }

    private static int number(String text) {
      return text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : UNREADABLE;
    }
  }
}
