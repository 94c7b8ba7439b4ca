package io.rq.testkit.jdbc;

/** What a transaction may bring that others wait for; they hear of it when it is committed. */
enum News {
  /** A queue got a job. */
  WORK,
  /** A job got a result. */
  RESULT
}
