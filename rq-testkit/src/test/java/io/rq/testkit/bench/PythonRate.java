package io.rq.testkit.bench;

import io.rq.testkit.python.PythonPeer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** How many jobs a second Python's RQ does, by its fastest worker, on the same server. */
final class PythonRate {

  private static final int JOBS = 2_000;

  private static final String PROGRAM =
      """
      import operator, sys, time
      from redis import Redis
      from rq import Queue, SimpleWorker
      redis = Redis.from_url(sys.argv[1])
      queue = Queue('python', connection=redis)
      for i in range(int(sys.argv[2])):
          queue.enqueue(operator.add, i, 1)
      worker = SimpleWorker([queue], connection=redis)
      begun = time.time()
      worker.work(burst=True, logging_level='ERROR')
      seconds = time.time() - begun
      print(queue.finished_job_registry.get_job_count(cleanup=False) / seconds)
      """;

  private PythonRate() {}

  /** Jobs a second; empty unless {@code rq.test.python.path} names a directory with RQ 2.10. */
  static OptionalDouble onServer(String url) throws Exception {
    if (System.getProperty("rq.test.python.path") == null) {
      return OptionalDouble.empty();
    }
    PythonPeer given = PythonPeer.all().get(1);
    Process python =
        given
            .command("-c", PROGRAM, url, Integer.toString(JOBS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (python.waitFor() != 0) {
      throw new IllegalStateException("Python's worker failed: " + printed);
    }
    return OptionalDouble.of(Double.parseDouble(printed.strip()));
  }
}
