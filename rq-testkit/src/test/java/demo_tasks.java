import io.rq.Job;
import io.rq.Retry;
import io.rq.RqJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The functions behind the golden captures, under the very path that they have in Python; hence the
 * class without a package and its name.
 */
@SuppressWarnings({"DefaultPackage", "checkstyle:TypeName"})
public final class demo_tasks {

  private demo_tasks() {}

  @RqJob
  public static int add(int x) {
    return x;
  }

  @RqJob
  public static int add(int x, int y) {
    return x + y;
  }

  @RqJob
  public static void nothing() {}

  @RqJob
  public static Object fail(String message) {
    throw new IllegalArgumentException(message);
  }

  @RqJob
  public static Retry return_retry(int max, int interval) {
    return Retry.max(max).every(Duration.ofSeconds(interval));
  }

  @RqJob
  public static @Nullable Object echo(@Nullable Object value) {
    return value;
  }

  /** Fails as often as that, and then tells how often it was run. */
  @RqJob
  public static int fail_first(int times) {
    Job<?> job = Job.current().orElseThrow();
    int run = 1 + (job.meta().get("runs") instanceof Number runs ? runs.intValue() : 0);
    set_meta("runs", run);
    if (run <= times) {
      throw new IllegalArgumentException("run " + run);
    }
    return run;
  }

  /** Takes so long, and counts the runs of its job. */
  @RqJob
  public static int tally(int milliseconds) throws InterruptedException {
    new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
    return fail_first(0);
  }

  @RqJob
  public static void on_success(Job<?> job, Object result) {
    set_meta("called", "success: " + result);
  }

  @RqJob
  public static void on_failure(Job<?> job, Throwable error) {
    set_meta("called", "failure: " + error.getMessage());
  }

  @RqJob
  public static void on_stopped(Job<?> job) {
    set_meta("called", "stopped");
  }

  @RqJob
  public static Object unserializable() {
    return Thread.currentThread();
  }

  @RqJob
  public static @Nullable Object set_meta(String key, @Nullable Object value) {
    Job<?> job = Job.current().orElseThrow();
    Map<String, @Nullable Object> meta = new LinkedHashMap<>(job.meta());
    meta.put(key, value);
    job.saveMeta(meta);
    return value;
  }

  /** Lasts so long, unless it is interrupted. */
  @RqJob
  public static String slow(int seconds) throws InterruptedException {
    boolean never = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    return never ? "woken" : "slept " + seconds;
  }

  /** Lasts as long as there is such a file, unless it is interrupted. */
  @RqJob
  public static String wait_while(String path) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    boolean woken = false;
    while (!woken && Files.exists(Path.of(path))) {
      woken = never.await(20, TimeUnit.MILLISECONDS);
    }
    return woken ? "woken" : "waited";
  }
}
