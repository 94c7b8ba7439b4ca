package io.rq.testkit;

/** What becomes of a job that a test enqueues. */
public enum Mode {

  /** It is recorded, and nothing ever runs it: for tests that only ask what was enqueued. */
  FAKE,

  /** It runs before {@code enqueue} returns: RQ's {@code is_async=False} (SYNC-01). */
  INLINE,

  /** It waits until the test runs the {@link BurstWorker}. The default. */
  BURST,

  /** Workers on threads of their own run it as soon as they can, as in production. */
  LIVE
}
