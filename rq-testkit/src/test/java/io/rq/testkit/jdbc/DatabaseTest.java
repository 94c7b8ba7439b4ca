package io.rq.testkit.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the example's transactions do beside what the contract asks for. */
class DatabaseTest {

  private static final int THREADS = 4;
  private static final int TRANSACTIONS = 5000;

  @Test
  void transactionsMayBringTheSameNewsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Database database = new Database()) {
      Callable<Boolean> bringing =
          () -> {
            for (int n = 0; n < TRANSACTIONS; n++) {
              database.read(
                  sql -> {
                    sql.announce(News.WORK);
                    return true;
                  });
            }
            return true;
          };
      List<Future<Boolean>> all =
          threads.invokeAll(Stream.generate(() -> bringing).limit(THREADS).toList());

      for (Future<Boolean> one : all) {
        assertThatCode(one::get).doesNotThrowAnyException();
      }
    } finally {
      threads.shutdown();
    }
  }
}
