package io.rq;

/**
 * Errors after which a program had better stop: the job is failed first, then they are thrown
 * (W-33).
 */
final class Fatal {

  private Fatal() {}

  /** A stack that overflowed is the job's own fault, and gone with it. */
  static boolean is(Outcome outcome) {
    return outcome instanceof Outcome.Threw threw
        && threw.error() instanceof VirtualMachineError
        && !(threw.error() instanceof StackOverflowError);
  }

  static void rethrow(Outcome outcome) {
    if (is(outcome)) {
      throw (VirtualMachineError) ((Outcome.Threw) outcome).error();
    }
  }
}
