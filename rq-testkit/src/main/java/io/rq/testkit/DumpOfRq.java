package io.rq.testkit;

/**
 * The state of RQ when a test failed. Hangs at the exception that failed the test, so that every
 * report shows it; it has no stack of its own.
 */
public final class DumpOfRq extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DumpOfRq(String page) {
    super(page, null, false, false);
  }
}
