package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.WorkReport;
import io.rq.Worker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A worker on a thread of its own, whose job stands at the gate of {@link
 * ContractTasks#waitAtGate}.
 */
final class LiveWorker implements AutoCloseable {

  private final Worker worker;
  private final CompletableFuture<WorkReport> report;

  private LiveWorker(Worker worker) {
    this.worker = worker;
    this.report = CompletableFuture.supplyAsync(worker::work, OwnThread.EACH);
  }

  static LiveWorker start(Worker worker) {
    closeTheGate();
    return new LiveWorker(worker);
  }

  static void closeTheGate() {
    ContractTasks.gate = new CountDownLatch(1);
    ContractTasks.arrived = new CountDownLatch(1);
  }

  void awaitArrival() {
    awaitArrivalAtTheGate();
  }

  static void awaitArrivalAtTheGate() {
    try {
      assertThat(ContractTasks.arrived.await(10, TimeUnit.SECONDS)).as("the job began").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void stop() {
    worker.stop();
  }

  void stopNow() {
    worker.stopNow();
  }

  WorkReport report() {
    return report.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    ContractTasks.gate.countDown();
    worker.stop();
    report();
  }
}
