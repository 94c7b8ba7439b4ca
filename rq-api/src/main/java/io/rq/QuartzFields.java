package io.rq;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The six fields of a cron text as Quartz has them, made ready for the library. What that takes for
 * other times than the text says is refused here.
 */
final class QuartzFields {

  private static final int DAY_OF_MONTH = 3;
  private static final int DAY_OF_WEEK = 5;

  /** It takes this one for a Sunday where February ends with one, and later ones end an entry. */
  private static final Pattern WEEKDAY_PAST_27 = Pattern.compile("0*(28|29|30|31)W");

  private static final Pattern RANGE = Pattern.compile("(?<![\\w-])(\\w+)-(\\w+)(?![\\w-])");

  private static final List<String> MONTHS =
      List.of("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" "));

  private QuartzFields() {}

  /**
   * The text for the library. One of the fields of days must be open: a '?', as Quartz wants it, or
   * a '*'.
   *
   * @throws IllegalArgumentException if it would mean other times; the message says why
   */
  static String text(String... fields) {
    String[] ready = fields.clone();
    if (ready[DAY_OF_WEEK].equals("*")) {
      ready[DAY_OF_WEEK] = "?";
    } else if (ready[DAY_OF_MONTH].equals("*")) {
      ready[DAY_OF_MONTH] = "?";
    }
    if (ready[DAY_OF_MONTH].equals("?") && ready[DAY_OF_WEEK].equals("?")) {
      ready[DAY_OF_MONTH] = "*";
    }
    if (!ready[DAY_OF_MONTH].equals("?") && !ready[DAY_OF_WEEK].equals("?")) {
      throw new IllegalArgumentException(
          "with six fields, one of day of month and day of week must be '?'");
    }
    refuseDays(ready[DAY_OF_MONTH]);
    for (int i = 0; i < DAY_OF_WEEK; i++) {
      refuseBackwards(ready[i]);
    }
    return String.join(" ", ready);
  }

  private static void refuseDays(String days) {
    if (WEEKDAY_PAST_27.matcher(days).matches()) {
      throw new IllegalArgumentException("the day before W must be 27 at the most, or L");
    }
    if (days.contains(",") && days.matches(".*[LW].*")) {
      throw new IllegalArgumentException(
          "L and W stand alone, not in a list such as '" + days + "': declare an entry for each");
    }
  }

  // Of the days of the week it understands them.
  private static void refuseBackwards(String field) {
    Matcher range = RANGE.matcher(field);
    while (range.find()) {
      if (number(range.group(1)) > number(range.group(2))) {
        throw new IllegalArgumentException(
            "the range '" + range.group() + "' goes backwards: write two, with a comma");
      }
    }
  }

  // What is neither a number nor a month is for the library to judge.
  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : MONTHS.indexOf(text) + 1;
  }
}
