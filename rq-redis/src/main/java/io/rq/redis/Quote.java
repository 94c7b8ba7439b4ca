package io.rq.redis;

/** What another program wrote, as part of a message: short, and on one line. */
final class Quote {

  private static final int LONGEST = 40;

  private Quote() {}

  static String of(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return "'" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…") + "'";
  }
}
