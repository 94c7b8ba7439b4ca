package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import io.rq.Call;
import io.rq.CallData;
import io.rq.Dependency;
import io.rq.DeserializationException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.JsonSerializer;
import io.rq.Retry;
import io.rq.Rq;
import io.rq.RqJob;
import io.rq.SerializationException;
import io.rq.Serializer;
import io.rq.WorkReport;
import io.rq.spi.Bytes;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Programs that pickle: what a backend keeps need not be text. Skipped where {@code
 * net.razorvine:pickle} is not there.
 */
abstract class PickleBehaviour extends Behaviour {

  /** What JSON has no types for. */
  record Parcel(
      UUID id, Instant sent, Set<String> stamps, Map<Integer, BigDecimal> prices, LocalDate due) {}

  static Parcel pass(Parcel parcel, byte[] label, Duration waited) {
    assertThat(label).containsExactly(0, 0x80, 0xff);
    assertThat(waited).isEqualTo(Duration.ofMinutes(5));
    return parcel;
  }

  /** Its class travels as data. */
  record Stamp(String text) {
    String print(String on) {
      return text + " on " + on;
    }
  }

  /** Writes one pickle, whatever it is given. */
  private static final class Forged implements Serializer {
    private final Bytes bytes;

    Forged(String latin1) {
      bytes = Bytes.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public String name() {
      return "forged";
    }

    @Override
    public Bytes writeCall(CallData call, List<Type> types) {
      return bytes;
    }

    @Override
    public Bytes write(@Nullable Object value) {
      return bytes;
    }

    @Override
    public CallData readCall(Bytes read) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object convert(@Nullable Object argument, Type type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object read(Bytes read, Type type) {
      throw new UnsupportedOperationException();
    }
  }

  @SuppressWarnings("NullAway.Init") // JUnit calls pickle() first
  private Serializer pickle;

  @BeforeEach
  final void pickle() {
    pickle = pickleSerializer();
    rq = opened(program(pickle));
    queue = rq.queue();
    ContractTasks.rq = rq;
  }

  private static Serializer pickleSerializer() {
    try {
      return Serializer.named("pickle");
    } catch (IllegalStateException e) {
      return abort(e.getMessage());
    }
  }

  private Rq program(Serializer serializer) {
    return Rq.on(backend).clock(clock).serializer(serializer).open();
  }

  private Parcel parcel() {
    return new Parcel(
        new UUID(1, 2),
        clock.instant(),
        Set.of("blue", "\u00e4\ud83d\ude00"),
        Map.of(1, new BigDecimal("2.50")),
        LocalDate.of(2026, 2, 3));
  }

  private Call<Parcel> call() {
    byte[] label = {0, (byte) 0x80, (byte) 0xff};
    return Call.of(PickleBehaviour::pass, parcel(), label, Duration.ofMinutes(5));
  }

  @Test
  @Pins({"SER-01", "SER-02", "SER-04"})
  void typesThatJsonDoesNotHaveComeAndGo() {
    Job<Parcel> job = queue.submit(call().meta("due", LocalDate.of(2026, 2, 3)));
    burst();

    assertThat(job.returnValue()).contains(parcel());
    assertThat(job.meta()).isEqualTo(Map.of("due", LocalDate.of(2026, 2, 3)));
    assertThat(asObject(job).returnValue().orElseThrow())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("stamps", parcel().stamps());
    assertThat(rq.job(job.id().value()).isCallOf(call())).isTrue();
  }

  @RqJob
  static String orNothing(@Nullable String text) {
    return text == null ? "nothing" : text;
  }

  @Test
  @Pins("SER-01")
  void anArgumentMayBeNone() {
    String path = PickleBehaviour.class.getName() + ".orNothing";
    Job<Object> job = queue.submit(Call.path(path, (Object) null));
    burst();

    assertThat(job.returnValue()).contains("nothing");
  }

  static int length(byte[] bytes, Set<String> names) {
    return bytes.length + names.size();
  }

  @Test
  @Pins({"SER-01", "J-11"})
  void aCallIsKnownAgainByItsBytesAndSets() {
    Set<String> names = new LinkedHashSet<>(List.of("a", "b"));
    Set<String> reversed = new LinkedHashSet<>(List.of("b", "a"));

    Job<Integer> job = queue.enqueue(PickleBehaviour::length, new byte[] {1}, names);

    assertThat(job.isCallOf(Call.of(PickleBehaviour::length, new byte[] {1}, reversed))).isTrue();
    assertThat(job.isCallOf(Call.of(PickleBehaviour::length, new byte[] {2}, reversed))).isFalse();
    assertThat(job.callString()).endsWith("length([1], [a, b])");
  }

  @Test
  @Pins({"SER-01", "SYNC-29"})
  void theSameHappensInSynchronousMode() {
    Rq atOnce = Rq.on(backend).clock(clock).serializer(pickle).synchronous().open();

    assertThat(atOnce.queue().submit(call()).returnValue()).contains(parcel());
  }

  @Test
  @Pins("SER-01")
  void anObjectTravelsAsData() {
    Job<String> job = queue.enqueue(new Stamp("paid")::print, "Monday");
    burst();

    assertThat(job.returnValue()).contains("paid on Monday");
  }

  @Test
  @Pins({"SER-01", "RES-11"})
  void theWholeLifeIsTheSame() {
    Job<String> retried =
        queue.submit(
            Call.of(ContractTasks::failUntil, "it", 2)
                .retry(Retry.max(2))
                .onSuccess(ContractTasks::onSuccess)
                .meta("tries", Set.of(1)));
    Job<Integer> child =
        queue.submit(Call.of(ContractTasks::add, 1, 2).dependsOn(Dependency.on(retried)));
    Job<Retry> asking = queue.enqueue(ContractTasks::again, 1, 0);
    Job<Integer> failing = queue.enqueue(ContractTasks::fail, "no");
    burst();

    assertThat(retried.returnValue()).contains("it succeeded in run 2");
    assertThat(retried.meta()).isEqualTo(Map.of("tries", Set.of(1)));
    assertThat(ContractTasks.LOG)
        .contains("success of " + retried.id() + ": it succeeded in run 2");
    assertThat(child.returnValue()).contains(3);
    assertThat(asking.status()).isEqualTo(JobStatus.FAILED);
    assertThat(runs("again")).isEqualTo(2);
    assertThat(failing.latestResult().orElseThrow().failure().orElseThrow()).contains("no");
  }

  @Test
  @Pins({"SER-04", "SYNC-25", "RES-08"})
  void whatCannotBePickledIsSaidSo() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> queue.enqueue("tasks.run", 1, new Thread("no")))
        .withMessageContaining("argument 2 (java.lang.Thread)");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> queue.submit(Call.path("tasks.run").meta("m", Instant.MAX)))
        .withMessageContaining("year");
    assertThat(rq.queues()).isEmpty();
    Job<Object> job = queue.enqueue(ContractTasks::unserializable);
    burst();
    assertThat(job.returnValue()).contains("Unserializable return value");
  }

  @Test
  @Pins({"SER-03", "X-03", "J-13"})
  void theOtherSerializerIsRecognised() {
    Job<Parcel> pickled = queue.submit(call().meta("a", 1));
    Rq json = opened(program(new JsonSerializer()));
    Job<Integer> written = json.queue("low").submit(Call.of(ContractTasks::add, 1, 2).meta("a", 1));

    WorkReport report = json.worker("default").burst();
    assertThat(onlyFailure(report))
        .hasMessageContaining("read with the serializer json")
        .hasMessageContaining("was it written by another serializer, such as pickle?");
    assertThat(onlyFailure(burst()))
        .hasMessageContaining("read with the serializer pickle")
        .hasMessageContaining("was it written by another serializer, such as json?");
    assertThat(rq.job(written.id().value()).meta()).containsOnlyKeys("unserialized");
    assertThat(json.job(pickled.id().value()).meta()).containsOnlyKeys("unserialized");
  }

  @Test
  @Pins({"SER-01", "W-24", "J-05"})
  void nothingIsLookedUpThatAPickleNames() {
    Rq attacker = opened(program(new Forged("(S'f'\nNcos\nsystem\n(S'true'\ntR}t.")));
    Job<Object> forged = attacker.queue().submit(Call.path("f").meta("a", 1));
    Job<Integer> good = queue.enqueue(ContractTasks::add, 1, 2);

    assertThat(onlyFailure(burst()))
        .isInstanceOf(DeserializationException.class)
        .hasMessageContaining("The pickle names Python's 'os.system', which is not known here");

    Job<Object> job = rq.job(forged.id().value());
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.meta()).containsOnlyKeys("unserialized");
    assertThatExceptionOfType(DeserializationException.class).isThrownBy(job::functionName);
    assertThat(good.returnValue()).contains(3);
  }
}
