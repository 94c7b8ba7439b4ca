package io.rq.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.InstanceResolver;
import io.rq.Job;
import io.rq.Queue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a test class says of the RQ of its tests. */
class RqSettingsTest {

  /** A service: it has what cannot travel. */
  static final class Mailer {
    private final List<String> sent = new ArrayList<>();

    void welcome(String address) {
      sent.add(address);
    }
  }

  @RqBackends
  static class OnAService {
    private final Mailer mailer = new Mailer();

    @RqSettings
    void settings(RqTestkit.Builder kit) {
      kit.settings(rq -> rq.instances(InstanceResolver.of(mailer)));
    }

    @Test
    void test(Queue queue, BurstWorker worker) {
      queue.enqueue(mailer::welcome, "a@b");
      worker.burst();
      assertThat(mailer.sent).containsExactly("a@b");
    }
  }

  abstract static class Allowed {
    @RqSettings
    static void allow(RqTestkit.Builder kit) {
      kit.settings(rq -> rq.allow("io.rq.testkit"));
    }
  }

  static String ok() {
    return "ok";
  }

  @RqTest
  static class InNests extends Allowed {
    @Nested
    class Inner {
      private final Mailer mailer = new Mailer();

      @RqSettings
      void more(RqTestkit.Builder kit) {
        kit.settings(rq -> rq.instances(InstanceResolver.of(mailer)))
            .seed(5)
            .allow(Leftover.QUEUED);
      }

      @Test
      void test(Queue queue, BurstWorker worker, RqTestkit kit) {
        Job<Object> byPath = queue.enqueue("io.rq.testkit.RqSettingsTest.ok");
        queue.enqueue(mailer::welcome, "a@b");
        worker.burst();
        assertThat(byPath.returnValue()).contains("ok");
        assertThat(mailer.sent).containsExactly("a@b");
        assertThat(kit).hasToString("RqTestkit [backend=inmemory, mode=BURST, seed=5]");
        queue.enqueue(mailer::welcome, "c@d");
      }
    }
  }

  @Test
  void reachEveryTest() {
    Run run = Run.of(OnAService.class, InNests.class);

    assertThat(run.failures()).isEmpty();
    assertThat(run.succeeded()).isEqualTo(3);
  }

  @RqTest
  static class WithoutSettings {
    @Test
    void test(Queue queue) {
      queue.enqueue(new Mailer()::welcome, "a@b");
    }
  }

  @Test
  void areNamedWhereTheyAreMissing() {
    assertThat(Run.of(WithoutSettings.class).failure())
        .hasMessageEndingWith("Rq.Builder.instances(...), in a test by @RqSettings");
  }

  @RqTest
  static class Misunderstood {
    @RqSettings
    static void settings(io.rq.Rq.Builder rq) {}

    @Test
    void never() {}
  }

  @RqTest(startAt = "yesterday")
  static class AtNoTime {
    @Test
    void never() {}
  }

  @Test
  void thatAreWrongFailTheTestAndSayWhere() {
    Throwable misunderstood = Run.of(Misunderstood.class).failure();
    assertThat(misunderstood)
        .hasMessage(
            "@RqSettings io.rq.testkit.RqSettingsTest$Misunderstood.settings must have one"
                + " parameter, of type RqTestkit.Builder");
    assertThat(misunderstood.getSuppressed()).isEmpty();

    Throwable atNoTime = Run.of(AtNoTime.class).failure();
    assertThat(atNoTime)
        .hasMessage("@RqTest(startAt = \"yesterday\") is no time such as \"2024-01-01T00:00:00Z\"");
    assertThat(atNoTime.getSuppressed()).isEmpty();
  }
}
