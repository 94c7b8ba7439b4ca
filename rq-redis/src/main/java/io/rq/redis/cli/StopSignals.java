package io.rq.redis.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGTERM and SIGINT: the first asks for a stop, the second for one now, and from the third
 * on the program ends on the spot (W-35, W-36).
 *
 * <p>A shutdown hook would hear the first alone: while hooks run, the JVM takes no notice of more.
 * The class that hears each is {@code sun.misc.Signal}, which every JDK has and whose use the
 * compiler warns of, without a way to be told that it is meant; hence by reflection.
 */
final class StopSignals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
  private static final int KILLED = 137;

  private final Runnable first;
  private final Runnable second;
  private final AtomicInteger heard = new AtomicInteger();
  private final List<Runnable> undo = new ArrayList<>();

  private StopSignals(Runnable first, Runnable second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Listens until it is closed.
   *
   * @param first what the first signal does
   * @param second what the second one does
   */
  static StopSignals on(Runnable first, Runnable second) {
    StopSignals signals = new StopSignals(first, second);
    for (String name : List.of("TERM", "INT")) {
      try {
        signals.listen(name);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // With -Xrs, or on a machine that has no such signal.
        LOG.warn("SIG{} ends this program at once: it cannot be heard ({})", name, e.toString());
      }
    }
    return signals;
  }

  private void listen(String name) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    InvocationHandler hear =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                hear();
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "rq's handler of SIG" + name;
            };
    Object handler =
        Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, hear);
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    var handle = signalType.getMethod("handle", signalType, handlerType);
    Object before = handle.invoke(null, signal, handler);
    undo.add(
        () -> {
          try {
            handle.invoke(null, signal, before);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void hear() {
    switch (heard.incrementAndGet()) {
      case 1 -> first.run();
      case 2 -> second.run();
      default -> Runtime.getRuntime().halt(KILLED);
    }
  }

  /** Lets the signals do again what they did before. */
  @Override
  public void close() {
    undo.forEach(Runnable::run);
  }
}
