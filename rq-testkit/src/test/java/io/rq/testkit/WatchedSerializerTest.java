package io.rq.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rq.JsonSerializer;
import io.rq.Serializer;
import io.rq.spi.Bytes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchedSerializerTest {

  private final Serializer json = new JsonSerializer();
  private final AtomicInteger written = new AtomicInteger();

  /** Writes nothing the same way twice, as one does that encrypts. */
  private final Serializer salted =
      (Serializer)
          Proxy.newProxyInstance(
              Serializer.class.getClassLoader(),
              new Class<?>[] {Serializer.class},
              (proxy, method, args) -> salted(method, args));

  private Object salted(Method method, Object[] args) throws Throwable {
    try {
      Object answer = method.invoke(json, args);
      return method.getName().equals("write")
          ? Bytes.ofText(((Bytes) answer).text() + " ".repeat(written.incrementAndGet()))
          : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  static Object unwritable() {
    return new Object();
  }

  @Test
  void knowsALostResultHoweverTheSerializerWroteWhatIsStoredInstead() {
    RqTestkit kit = RqTestkit.inMemory().serializer(salted).open();
    kit.rq().queue().enqueue(WatchedSerializerTest::unwritable);
    kit.worker().burst();

    assertThatExceptionOfType(LeftoverError.class)
        .isThrownBy(kit::close)
        .withMessageContaining("LOST_RESULT: io.rq.testkit.WatchedSerializerTest.unwritable() (")
        .withMessageContaining(": java.lang.Object cannot be written as JSON: ");
  }
}
