package io.rq.testkit;

import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Rq;
import io.rq.spi.Admission;
import io.rq.spi.Bytes;
import io.rq.spi.Change;
import io.rq.spi.Claim;
import io.rq.spi.Insertion;
import io.rq.spi.JobRecord;
import io.rq.spi.Placement;
import io.rq.spi.Settlement;
import io.rq.spi.StoredResult;
import io.rq.spi.Transition;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a test did to its RQ: the last calls, where each job was enqueued, which failed
 * and which of these the test looked at, and whose result was lost.
 */
final class Recorder implements Tap {

  private static final StackWalker STACK = StackWalker.getInstance();
  private static final Pattern OURS =
      Pattern.compile("io\\.rq\\.[A-Z].*|io\\.rq\\.spi\\..*|.*\\$Proxy\\d+");

  private static final Optional<Object> INSTEAD = Optional.of(WatchedSerializer.INSTEAD);

  /** Who records which RQ, as long as that is in use. */
  private static final Map<Rq, Recorder> OF = Collections.synchronizedMap(new WeakHashMap<>());

  private final StartedThreads ofRq;
  private final WatchedSerializer serializer;
  private final LastCalls last = new LastCalls();
  private final Map<JobId, StackTraceElement> sites = new ConcurrentHashMap<>();
  private final Map<Bytes, JobId> jobs = Collections.synchronizedMap(new IdentityHashMap<>());
  private final Set<JobId> failed = new LinkedHashSet<>();
  private final Set<JobId> seen = new HashSet<>();
  private final Map<JobId, String> lost = new LinkedHashMap<>();
  private final Map<String, Integer> claims = new HashMap<>();
  private final RunOrder order = new RunOrder();
  private @Nullable JobId lastClaimed;
  private int quiet;

  /** Records what happens; the threads of RQ are those, and results are written by that. */
  Recorder(StartedThreads ofRq, WatchedSerializer serializer) {
    this.ofRq = ofRq;
    this.serializer = serializer;
  }

  @Override
  public @Nullable Object on(Call call) throws Throwable {
    if (call.name().equals("insert") || call.name().equals("put")) {
      rememberSite(call);
    }
    int before = order.now();
    Object answer;
    try {
      answer = call.proceed();
    } catch (Throwable e) {
      last.add(call, e);
      throw e;
    }
    note(call, before, answer);
    return answer;
  }

  private void rememberSite(Call call) {
    Optional<StackTraceElement> site =
        STACK.walk(
            frames ->
                frames
                    .filter(frame -> !isOurs(frame.getClassName()))
                    .findFirst()
                    .map(StackWalker.StackFrame::toStackTraceElement));
    site.ifPresent(found -> inserted(call).forEach(job -> remember(job.job(), found)));
  }

  private void remember(JobRecord job, StackTraceElement site) {
    sites.put(job.id(), site);
    jobs.put(job.spec().data(), job.id());
  }

  private static boolean isOurs(String className) {
    return className.startsWith("java.")
        || className.startsWith("jdk.")
        || OURS.matcher(className).matches()
        || className.startsWith(Tap.class.getName())
        || className.equals(Recorder.class.getName());
  }

  @SuppressWarnings("unchecked")
  private static List<Insertion> inserted(Call call) {
    return (List<Insertion>) call.arguments().get(call.name().equals("put") ? 2 : 0);
  }

  private synchronized void note(Call call, int before, @Nullable Object answer) {
    last.add(call, answer);
    switch (call.name()) {
      case "commit" -> {
        if (Boolean.TRUE.equals(answer)) {
          noteStep((Transition) call.arguments().get(0), before);
        }
      }
      case "commitAndClaim" -> {
        if (answer instanceof Settlement settlement) {
          if (settlement.applied()) {
            noteStep((Transition) call.arguments().get(0), before);
          }
          settlement.next().ifPresent(this::noteClaim);
        }
      }
      case "claim" -> {
        if (answer instanceof Optional<?> claimed && claimed.orElse(null) instanceof Claim claim) {
          noteClaim(claim);
        }
      }
      case "insert" -> {
        if (answer instanceof Admission admission && admission.isStored()) {
          inserted(call).forEach(this::noteInsertion);
        }
      }
      case "find" -> found((List<?>) answer);
      case "results" -> seenByTest((JobId) call.arguments().get(0));
      default -> {
        // Neither ends a job nor looks at one.
      }
    }
  }

  private void noteInsertion(Insertion insertion) {
    order.forget(insertion.job().id());
    if (insertion.placement() instanceof Placement.Started) {
      order.began(insertion.job().id());
    }
  }

  private void noteClaim(Claim claim) {
    lastClaimed = claim.job().id();
    order.began(lastClaimed);
    String description = claim.job().spec().description();
    int open = description.indexOf('(');
    claims.merge(open < 0 ? description : description.substring(0, open), 1, Integer::sum);
  }

  private void noteStep(Transition step, int before) {
    for (Change change : step.changes()) {
      order.made(change, before);
      noteResult(change.job(), change.result());
      if (change.next().status() == JobStatus.FAILED) {
        failed.add(change.job());
      } else {
        failed.remove(change.job());
        seen.remove(change.job());
      }
    }
  }

  private void noteResult(JobId job, @Nullable StoredResult result) {
    if (result != null && result.returnValue() != null) {
      serializer.whyLost(result.returnValue()).ifPresent(why -> lost.put(job, why));
    }
  }

  // A failure may be read before the worker's thread gets here to say that it recorded it; so both
  // are kept.
  private void found(@Nullable List<?> records) {
    for (Object record : Objects.requireNonNull(records)) {
      if (((Optional<?>) record).orElse(null) instanceof JobRecord job
          && job.state().status() == JobStatus.FAILED) {
        seenByTest(job.id());
      }
    }
  }

  // What workers and the kit itself read was not looked at by the test; whoever else reads, does so
  // for the test: a library that waits for a condition on a thread of its own, say.
  private void seenByTest(JobId job) {
    if (quiet == 0 && !ofRq.contains(Thread.currentThread())) {
      seen.add(job);
    }
  }

  /** Does that; what it reads, the test does not see. */
  <T> T quietly(Supplier<T> work) {
    quiet(1);
    try {
      return work.get();
    } finally {
      quiet(-1);
    }
  }

  private synchronized void quiet(int change) {
    quiet += change;
  }

  /** Where that job was enqueued, if that was in this program. */
  Optional<StackTraceElement> site(JobId job) {
    return Optional.ofNullable(sites.get(job));
  }

  /** Where that job was enqueued, as the end of a line; nothing if nobody saw it. */
  static String siteOf(Job<?> job) {
    Recorder recorder = OF.get(job.rq());
    return recorder == null ? "" : recorder.siteOf(job.id());
  }

  /** The same of the job of that id. */
  String siteOf(JobId job) {
    return site(job)
        .map(site -> ", enqueued at " + site.getFileName() + ":" + site.getLineNumber())
        .orElse("");
  }

  /** The same of the job that was made with that very data. */
  String siteOf(Bytes data) {
    JobId job = jobs.get(data);
    return job == null ? "" : siteOf(job);
  }

  /** Which runs of that job's RQ came first; empty if nobody saw them. */
  static Optional<RunOrder> orderOfRunsBeside(Job<?> job) {
    return Optional.ofNullable(OF.get(job.rq())).map(recorder -> recorder.order);
  }

  /** Records what happens to that RQ. */
  void of(Rq rq) {
    OF.put(rq, this);
  }

  /** The jobs that failed and that the test did not look at since. */
  synchronized List<JobId> unseenFailures() {
    return failed.stream().filter(job -> !seen.contains(job)).toList();
  }

  /** The test knows of that failure. */
  synchronized void seen(JobId job) {
    seen.add(job);
  }

  /** The jobs whose result could not be written, and why. */
  synchronized Map<JobId, String> lostResults() {
    return new LinkedHashMap<>(lost);
  }

  /** Why the latest result of that job was lost; empty: it was not, or nobody saw it. */
  static Optional<String> whyLost(Job<?> job) {
    return Optional.ofNullable(OF.get(job.rq()))
        .map(recorder -> recorder.lostResults().get(job.id()))
        .filter(why -> job.rq().job(job.id().value()).returnValue().equals(INSTEAD));
  }

  /** The job that was taken last; empty: none yet. */
  synchronized Optional<JobId> lastClaimed() {
    return Optional.ofNullable(lastClaimed);
  }

  /** The function that was called most, and how often. */
  synchronized String mostClaimed() {
    return claims.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> most.getKey() + " (" + most.getValue() + " times)")
        .orElse("none");
  }

  /** The last calls, the oldest first. */
  List<String> lastCalls() {
    return last.texts();
  }
}
