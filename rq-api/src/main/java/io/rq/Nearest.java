package io.rq;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that there is not. */
final class Nearest {

  private static final int SLIPS = 2;

  private Nearest() {}

  /**
   * The name with the fewest letters to change, whether written large or small; empty if there is
   * no name.
   */
  static Optional<String> to(String written, Collection<String> names) {
    return names.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(capitals(written), capitals(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Tells whether a name looks like one of these with a slip or two. */
  static boolean isNear(String written, Collection<String> names) {
    return names.stream().anyMatch(name -> distance(written, name) <= SLIPS);
  }

  private static String capitals(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  // Levenshtein's: one row of the table after the other.
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
