package io.rq.redis.cli;

import picocli.CommandLine.Help.Ansi;

/** RQ's colours: on a terminal, and only if the environment has no {@code NO_COLOR}. */
enum Colour {
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  /** Tells whether what is printed may have colours, and the screen be cleared. */
  static boolean isOn() {
    return Ansi.AUTO.enabled();
  }

  String of(String text) {
    return isOn() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
