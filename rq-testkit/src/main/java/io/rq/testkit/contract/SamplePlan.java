package io.rq.testkit.contract;

import io.rq.End;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.Webhook;
import io.rq.spi.Counters;
import io.rq.spi.Plan;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans and counters to be read back: with nothing, with everything, and with one thing each. */
final class SamplePlan {

  static final Plan FULL =
      new Plan(
          new Plan.Retry(
              3, seconds(10, 0, 86_400), End.FRONT, List.of("java.io.IOException", "KeyError")),
          new Plan.Repeat(seconds(15, 10, 5)),
          new Plan.Dependencies(List.of(JobId.of("p-2"), JobId.of("p_1")), true),
          new Plan.Callback("io.rq.Größe#done(int,\"漢\")", Duration.ofSeconds(60)),
          new Plan.Callback("my_package.my_module.my_func", Duration.ofSeconds(1)),
          new Plan.Callback("a.b", Duration.ofDays(2)),
          "Größe: 大 🚀 {x}",
          List.of(
              new Webhook(
                  URI.create("https://example.org:8443/a?b=c&d=%20#e"),
                  JobStatus.FINISHED,
                  Webhook.Method.POST,
                  Map.of("X-Token", "s \"e\" \\ 漢", "Accept", "*/*"),
                  Duration.ofSeconds(7)),
              Webhook.get("http://example.org", JobStatus.FAILED),
              Webhook.get("http://example.org", JobStatus.FAILED)),
          End.FRONT);

  private SamplePlan() {}

  static List<Plan> plans() {
    List<Plan> plans = new ArrayList<>(List.of(Plan.NONE, FULL));
    for (Plan.Retry retry :
        List.of(
            new Plan.Retry(1, seconds(0), End.BACK, List.of()),
            new Plan.Retry(null, seconds(0), End.BACK, List.of()),
            new Plan.Retry(5, seconds(10, 30, 60), End.FRONT, List.of()),
            new Plan.Retry(2, seconds(1), End.BACK, List.of("a.B$C")))) {
      plans.add(new Plan(retry, null, null, null, null, null, null, List.of(), null));
    }
    for (Plan.Repeat repeat :
        List.of(new Plan.Repeat(seconds(0)), new Plan.Repeat(seconds(1, 2, 3)))) {
      plans.add(new Plan(null, repeat, null, null, null, null, null, List.of(), null));
    }
    for (Boolean allowFailure : new @Nullable Boolean[] {null, false, true}) {
      List<JobId> parents = List.of(JobId.of("z"), JobId.of("a"), JobId.of("M-0_"));
      plans.add(after(new Plan.Dependencies(parents, allowFailure)));
      plans.add(after(new Plan.Dependencies(List.of(JobId.of("p")), allowFailure)));
    }
    for (End end : End.values()) {
      plans.add(new Plan(null, null, null, null, null, null, null, List.of(), end));
    }
    Plan.Callback callback = new Plan.Callback("my_module.my_func", Duration.ofSeconds(60));
    plans.add(new Plan(null, null, null, callback, null, null, null, List.of(), null));
    plans.add(new Plan(null, null, null, null, callback, null, null, List.of(), null));
    plans.add(new Plan(null, null, null, null, null, callback, null, List.of(), null));
    plans.add(new Plan(null, null, null, null, null, null, "group", List.of(), null));
    for (Webhook.Method method : Webhook.Method.values()) {
      for (JobStatus status : List.of(JobStatus.FINISHED, JobStatus.FAILED)) {
        Webhook webhook =
            new Webhook(
                URI.create("http://localhost/x"), status, method, Map.of(), Duration.ofSeconds(10));
        plans.add(new Plan(null, null, null, null, null, null, null, List.of(webhook), null));
        Webhook signed = webhook.header("A", "").header("B", "b");
        plans.add(
            new Plan(null, null, null, null, null, null, null, List.of(signed, webhook), null));
      }
    }
    return plans;
  }

  static List<Counters> counters() {
    return List.of(
        Counters.NONE,
        new Counters(3, 0, null),
        new Counters(0, 0, null),
        new Counters(null, 4, null),
        new Counters(null, 0, 2),
        new Counters(null, 0, 0),
        new Counters(1, 2, 3),
        new Counters(0, 1, 0),
        new Counters(1_000_000, 1_000_000, 1_000_000));
  }

  private static Plan after(Plan.Dependencies dependencies) {
    return new Plan(null, null, dependencies, null, null, null, null, List.of(), null);
  }

  private static List<Duration> seconds(Integer... seconds) {
    return Arrays.stream(seconds).map(Duration::ofSeconds).toList();
  }
}
