package io.rq;

/** What enqueueing does with a call: store it for a worker, or run it here and now. */
interface Submission {

  <R> Job<R> submit(QueueName queue, Call<R> call);
}
