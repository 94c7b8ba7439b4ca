package io.rq;

/** What workers say about the program that they are (W-11). */
final class Version {

  /** The version of RQ whose layout and behaviour this is, and what it is written in. */
  static final String TEXT = "2.10.0 (Java)";

  /** The Java that runs it. */
  static final String RUNTIME = "Java " + Runtime.version();

  private Version() {}
}
