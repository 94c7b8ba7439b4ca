package io.rq.testkit.worker;

import io.rq.BackendException;
import io.rq.spi.Backend;
import io.rq.spi.CronStore;
import io.rq.spi.JobStore;
import io.rq.spi.Locks;
import io.rq.spi.SchedulerStore;
import io.rq.spi.Settlement;
import io.rq.spi.Signals;
import io.rq.spi.WorkerStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend whose calls can be made to fail, before or after they had effect. */
final class FaultyBackend implements Backend {

  /** When a call fails. */
  enum When {
    /** The call never arrives. */
    BEFORE,
    /** The call has effect, its answer is lost. */
    AFTER,
    /** The call is refused for good. */
    REFUSED,
    /** The call never arrives, because something is rotten on this side. */
    BROKEN
  }

  private record Silence(String call, CountDownLatch end) {}

  private record Fault(String call, When when) {}

  private final Backend real;
  private volatile Silence silence = new Silence("", new CountDownLatch(0));
  private final AtomicInteger waiting = new AtomicInteger();
  private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();

  private final Set<String> overtaken = ConcurrentHashMap.newKeySet();
  private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();

  FaultyBackend(Backend real) {
    this.real = real;
  }

  /**
   * Lets the next call of that name fail; said twice, the next two. The name is that of a method,
   * or of a type of the waist and a method, with a dot between.
   */
  void failNext(String call, When when) {
    faults.add(new Fault(call, when));
  }

  /** Lets all calls of that name wait for the end that is said, and only then go on. */
  void silence(String call, CountDownLatch end) {
    silence = new Silence(call, end);
  }

  /** How many calls wait like that. */
  int waiting() {
    return waiting.get();
  }

  /**
   * Does that before the next call of that name has effect: what another program does meanwhile.
   */
  void beforeNext(String call, Runnable deed) {
    meanwhile.put(call, deed);
  }

  /** Lets all calls of that name answer that they were overtaken; they have no effect. */
  void overtakeAlways(String call) {
    overtaken.add(call);
  }

  /** Tells whether everything that should fail has. */
  boolean hasFailedAll() {
    return faults.isEmpty();
  }

  private <T> T faulty(Class<T> type, T target) {
    InvocationHandler handler = (proxy, method, args) -> call(target, method, args);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object call(Object target, Method method, Object[] args) throws Throwable {
    Silence present = silence;
    if (isMeant(present.call(), method)) {
      waiting.incrementAndGet();
      present.end().await();
    }
    Runnable deed = meanwhile.remove(method.getName());
    if (deed != null) {
      deed.run();
    }
    if (overtaken.contains(method.getName())) {
      if (method.getReturnType() == boolean.class) {
        return false;
      }
      return new Settlement(false, Optional.empty());
    }
    Fault fault = take(method);
    if (fault != null && fault.when() == When.REFUSED) {
      throw BackendException.refusal("the backend refuses " + method.getName(), null);
    }
    if (fault != null && fault.when() == When.BROKEN) {
      throw new NoClassDefFoundError("pretended");
    }
    if (fault != null && fault.when() == When.BEFORE) {
      throw new BackendException("the call of " + method.getName() + " did not arrive");
    }
    try {
      Object answer = method.invoke(target, args);
      if (fault != null) {
        throw new BackendException("the answer to " + method.getName() + " was lost");
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Fault take(Method method) {
    for (Fault fault : List.copyOf(faults)) {
      if (isMeant(fault.call(), method) && faults.remove(fault)) {
        return fault;
      }
    }
    return null;
  }

  private static boolean isMeant(String call, Method method) {
    return call.equals(method.getName())
        || call.equals(method.getDeclaringClass().getSimpleName() + "." + method.getName());
  }

  @Override
  public JobStore jobs() {
    return faulty(JobStore.class, real.jobs());
  }

  @Override
  public WorkerStore workers() {
    return faulty(WorkerStore.class, real.workers());
  }

  @Override
  public Signals signals() {
    return faulty(Signals.class, real.signals());
  }

  @Override
  public SchedulerStore schedulers() {
    return faulty(SchedulerStore.class, real.schedulers());
  }

  @Override
  public CronStore crons() {
    return faulty(CronStore.class, real.crons());
  }

  @Override
  public Locks locks() {
    return faulty(Locks.class, real.locks());
  }

  @Override
  public void close() {
    real.close();
  }

  @Override
  public String toString() {
    return real + " with faults";
  }
}
