package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.InstanceResolver;
import io.rq.Job;
import io.rq.NoSuchFunctionException;
import io.rq.Rq;
import io.rq.SerializationException;
import org.junit.jupiter.api.Test;

/** Methods of objects. */
abstract class InstanceMethodBehaviour extends Behaviour {

  /** A greeting; data, so that it can travel. */
  record Greeting(String text) {
    String to(String name) {
      return text + " " + name;
    }
  }

  /** A service: holds a thread, so that it cannot travel. */
  static final class Greeter {
    final Thread thread = Thread.currentThread();
    final String text;

    Greeter(String text) {
      this.text = text;
    }

    String greet(String name) {
      return text + " " + name;
    }
  }

  @Test
  @Pins({"Q-24", "J-04"})
  void runOnTheObjectThatTravels() {
    Job<String> bound = queue.enqueue(new Greeting("Hello")::to, "Ann");
    Job<String> unbound = queue.enqueue(Greeting::to, new Greeting("Bye"), "Bob");
    burst();

    assertThat(bound.returnValue()).contains("Hello Ann");
    assertThat(unbound.returnValue()).contains("Bye Bob");
  }

  @Test
  void runOnTheObjectThatTheWorkersResolverHandsOut() {
    Rq producer = Rq.on(backend).instances(InstanceResolver.of(new Greeter("producer's"))).open();
    Rq consumer =
        Rq.on(backend)
            .instances(InstanceResolver.of(new Greeter("worker's")))
            .allow("io.rq.testkit")
            .open();
    Greeter any = new Greeter("not sent");
    Job<String> job = producer.queue().enqueue(any::greet, "Ann");
    consumer.worker().burst();

    assertThat(job.returnValue()).contains("worker's Ann");
  }

  @Test
  void areRefusedIfTheirObjectCannotTravelAndNobodyHandsItOut() {
    Greeter greeter = new Greeter("hello");

    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> queue.enqueue(greeter::greet, "Ann"))
        .withMessageContaining("InstanceResolver")
        .withMessageContaining("Greeter");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void failTheJobIfTheWorkerKnowsNoObject() {
    Rq producer = Rq.on(backend).instances(InstanceResolver.of(new Greeter("hello"))).open();
    producer.queue().enqueue(new Greeter("hello")::greet, "Ann");
    Rq consumer = Rq.on(backend).allow("io.rq.testkit").open();

    assertThat(onlyFailure(consumer.worker().burst()))
        .isInstanceOf(NoSuchFunctionException.class)
        .hasMessageContaining("InstanceResolver");
  }
}
