package io.rq;

/**
 * Counts how often in a row a decision was overtaken before it was committed. That happens a few
 * times; whoever is told so for ever talks to a backend that contradicts itself.
 */
final class Races {

  private static final int MOST = 1000;

  private int lost;

  /**
   * Notes how one came out, and passes it on.
   *
   * @throws BackendException if far too many were lost
   */
  boolean won(boolean applied, JobId job) {
    lost = applied ? 0 : lost + 1;
    if (lost == MOST) {
      lost = 0;
      throw BackendException.refusal(
          "What was decided about job "
              + job
              + " was overtaken "
              + MOST
              + " times in a row: does the backend tell the same of it to readers and to writers?",
          null);
    }
    return applied;
  }
}
