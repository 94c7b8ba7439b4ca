package io.rq.testkit;

import io.rq.BackendException;
import io.rq.WorkerName;
import io.rq.spi.Claim;
import io.rq.spi.Settlement;
import io.rq.spi.WorkerRecord;
import io.rq.testkit.backend.Installation;
import io.rq.testkit.backend.ServerFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, when the test says so: the same words on every backend. With a real server the
 * server and the way to it are broken; in memory, calls fail as they would then.
 *
 * <p>A fault that lasts ends when it is closed, and with the test:
 *
 * <pre>{@code
 * try (Faults.Fault frozen = faults.freeze()) {
 *   assertThatThrownBy(() -> queue.enqueue(Mailer::welcome, "a@b")).isInstanceOf(BackendException.class);
 * }
 * }</pre>
 */
public final class Faults {

  /** A fault that lasts until it is closed. */
  public interface Fault extends AutoCloseable {
    @Override
    void close();
  }

  private static final Set<String> HEARTBEATS = Set.of("beat", "extend");

  /** What a killed worker would have said as the last thing. */
  private static final Set<String> LAST_WORDS = Set.of("unregister", "release");

  private final Optional<ServerFaults> server;
  private final TestClock clock;
  private final List<Fault> lasting = new ArrayList<>();
  private final AtomicReference<@Nullable String> replyLostOf = new AtomicReference<>();
  private final AtomicReference<@Nullable String> cutBefore = new AtomicReference<>();
  private final AtomicReference<@Nullable CrashPoint> crash = new AtomicReference<>();
  private volatile @Nullable String frozen;
  private volatile @Nullable String changesRefused;
  private volatile boolean heartbeatsLost;
  private volatile boolean working;
  private volatile @Nullable CrashPoint killed;
  private volatile @Nullable WorkerName registered;
  private final Set<@Nullable WorkerName> dead = new HashSet<>();

  Faults(Installation installation, boolean ownServer, TestClock clock) {
    this.server = ownServer ? installation.serverFaults() : Optional.empty();
    this.clock = clock;
  }

  /**
   * Cuts every connection. The program finds out at its next call, which fails or is made again on
   * a new one; what it calls after that arrives.
   */
  public void cutConnections() {
    server.ifPresentOrElse(ServerFaults::cutConnections, () -> cutBefore.set("*"));
  }

  /** Lets the server answer no more: calls end when the time to wait for an answer is over. */
  public Fault freeze() {
    return server.isPresent()
        ? onServer(ServerFaults::freeze)
        : lasting("The backend did not answer in time: the test froze it", how -> frozen = how);
  }

  /**
   * Loses the answer to the next call of that name: it has effect, and the program cannot know.
   *
   * @param call the name of a method of the backend's parts, such as {@code insert}, {@code claim},
   *     {@code commit}, {@code commitAndClaim}
   * @throws IllegalArgumentException if there is no such call: it would never come
   */
  public void loseReply(String call) {
    if (!Tap.CALLS.contains(call)) {
      throw new IllegalArgumentException(
          "A backend has no call '" + call + "'; there are " + String.join(", ", Tap.CALLS));
    }
    replyLostOf.set(call);
  }

  /** Lets the server have no memory left: what stores something is refused for now. */
  public Fault outOfMemory() {
    return server.isPresent()
        ? onServer(ServerFaults::outOfMemory)
        : lasting("The backend is out of memory: the test says so", how -> changesRefused = how);
  }

  /** Lets the server refuse every change for now, as one that became a replica does. */
  public Fault readOnly() {
    return server.isPresent()
        ? onServer(ServerFaults::readOnly)
        : lasting("The backend is read-only: the test says so", how -> changesRefused = how);
  }

  /** Lets the server forget the scripts that programs left there; nobody should notice. */
  public void forgetScripts() {
    server.ifPresent(ServerFaults::forgetScripts);
  }

  /**
   * Kills the next worker that the test runs with its {@link BurstWorker} as soon as it comes to
   * that point; the burst ends there. As after {@code kill -9}, the worker stays registered, and
   * its job in its hands, until both are taken for lost.
   */
  public void killWorker(CrashPoint point) {
    crash.set(point);
  }

  /** Lets no heartbeat arrive. */
  public Fault loseHeartbeats() {
    heartbeatsLost = true;
    return lasting(() -> heartbeatsLost = false);
  }

  /** Lets the clock of workers be wrong by that much; negative: slow. */
  public Fault skewClock(Duration offset) {
    clock.skewWorkers(offset);
    return lasting(() -> clock.skewWorkers(Duration.ZERO));
  }

  private Fault onServer(Switch fault) {
    ServerFaults broken = server.orElseThrow();
    fault.turn(broken, true);
    return lasting(() -> fault.turn(broken, false));
  }

  /** Something that is on or off. */
  private interface Switch {
    void turn(ServerFaults server, boolean on);
  }

  private Fault lasting(String how, Consumer<@Nullable String> fault) {
    fault.accept(how);
    return lasting(() -> fault.accept(null));
  }

  private Fault lasting(Fault fault) {
    lasting.add(fault);
    return fault;
  }

  /** The workers that were killed: nobody could have signed them off. */
  boolean hasKilled(WorkerName worker) {
    return dead.contains(worker);
  }

  /** Ends all of them. */
  void end() {
    replyLostOf.set(null);
    cutBefore.set(null);
    crash.set(null);
    lasting.forEach(Fault::close);
    lasting.clear();
  }

  /** Runs a worker, which may be killed meanwhile; then the answer is empty. */
  <T> Optional<T> working(Supplier<T> worker) {
    working = true;
    try {
      return Optional.of(clock.asWorker(worker));
    } catch (WorkerKilled e) {
      return Optional.empty();
    } finally {
      working = false;
      killed = null;
    }
  }

  /** What lets calls fail. */
  Tap tap() {
    return this::on;
  }

  private @Nullable Object on(Tap.Call call) throws Throwable {
    if (killed != null) {
      return afterDeath(call, killed);
    }
    if (working
        && call.arguments().size() > 0
        && call.arguments().get(0) instanceof WorkerRecord worker) {
      registered = worker.name();
    }
    if (isSettling(call)) {
      killAt(CrashPoint.AFTER_RUN);
    }
    if (heartbeatsLost && HEARTBEATS.contains(call.name())) {
      throw new BackendException("The heartbeat did not arrive: the test lost it");
    }
    if (cutBefore.getAndSet(null) != null) {
      throw new BackendException("The connection was cut by the test");
    }
    String refused = call.isChange() && changesRefused != null ? changesRefused : frozen;
    if (refused != null) {
      throw new BackendException(refused);
    }
    Object answer =
        replyLostOf.compareAndSet(call.name(), null) ? withoutReply(call) : call.proceed();
    if (isSettling(call)) {
      killAt(CrashPoint.AFTER_SETTLE);
    }
    if (hasClaim(answer)) {
      killAt(CrashPoint.AFTER_CLAIM);
    }
    return answer;
  }

  private static @Nullable Object afterDeath(Tap.Call call, CrashPoint point) {
    if (LAST_WORDS.contains(call.name())) {
      return call.nothing();
    }
    throw new WorkerKilled(point);
  }

  private boolean isSettling(Tap.Call call) {
    return working && call.name().startsWith("commit");
  }

  private boolean hasClaim(@Nullable Object answer) {
    return working
        && (answer instanceof Settlement settlement
            ? settlement.next().isPresent()
            : answer instanceof Optional<?> found && found.orElse(null) instanceof Claim);
  }

  private void killAt(CrashPoint point) {
    if (crash.compareAndSet(point, null)) {
      dead.add(registered);
      killed = point;
      throw new WorkerKilled(point);
    }
  }

  private @Nullable Object withoutReply(Tap.Call call) throws Throwable {
    if (server.isPresent()) {
      Consumer<Boolean> lose = server.get()::loseReplies;
      lose.accept(true);
      try {
        return call.proceed();
      } finally {
        lose.accept(false);
      }
    }
    call.proceed();
    throw new BackendException("The answer to " + call.name() + " was lost by the test");
  }
}
