package io.rq.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.rq.Call;
import io.rq.CallData;
import io.rq.DeserializationException;
import io.rq.Job;
import io.rq.JobStatus;
import io.rq.JsonSerializer;
import io.rq.Rq;
import io.rq.Serializer;
import io.rq.spi.Bytes;
import io.rq.spi.JobSpec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How arguments, return values and meta are written. */
abstract class SerializerBehaviour extends Behaviour {

  /** A program's own: JSON, backwards. */
  static final class Backwards implements Serializer {
    private final Serializer json = new JsonSerializer();

    @Override
    public String name() {
      return "backwards";
    }

    @Override
    public Bytes writeCall(CallData call, List<Type> types) {
      return reversed(json.writeCall(call, types));
    }

    @Override
    public CallData readCall(Bytes bytes) {
      return json.readCall(reversed(bytes));
    }

    @Override
    public @Nullable Object convert(@Nullable Object argument, Type type) {
      return json.convert(argument, type);
    }

    @Override
    public Bytes write(@Nullable Object value) {
      return reversed(json.write(value));
    }

    @Override
    public @Nullable Object read(Bytes bytes, Type type) {
      return json.read(reversed(bytes), type);
    }

    private static Bytes reversed(Bytes bytes) {
      return Bytes.of(new StringBuilder(bytes.text()).reverse().toString().getBytes(UTF_8));
    }
  }

  private Rq backwards() {
    return Rq.on(backend).clock(clock).serializer(new Backwards()).open();
  }

  @Test
  @Pins({"SER-02", "J-39"})
  void isJsonOrAnObjectOfTheProgramsOwn() {
    Rq own = backwards();
    Job<ContractTasks.Order> job =
        own.queue().submit(Call.of(ContractTasks::echo, order()).meta("owner", "ann"));
    own.worker().burst();

    assertThat(job.returnValue().orElseThrow().customer()).isEqualTo("Ann");
    assertThat(job.meta()).isEqualTo(Map.of("owner", "ann"));
    assertThat(stored(job).data().text()).startsWith("]}{ ,]}");
    assertThat(Serializer.named("json").write(List.of(1, 2)).text()).isEqualTo("[1, 2]");
    assertThat(stored(queue.enqueue(ContractTasks::add, 1, 2)).data().text())
        .as("the default")
        .isEqualTo("[\"io.rq.testkit.contract.ContractTasks.add\", null, [1, 2], {}]");
  }

  private ContractTasks.Order order() {
    return new ContractTasks.Order("Ann", List.of(1, 2), clock.instant());
  }

  private JobSpec stored(Job<?> job) {
    return backend.jobs().find(List.of(job.id())).get(0).orElseThrow().spec();
  }

  @Test
  @Pins("SER-02")
  @SuppressWarnings("NullAway") // what the test is about
  void isNeverChosenByAnUnknownName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Serializer.named("java.lang.String"))
        .withMessageContaining("there is json");
    assertThatNullPointerException().isThrownBy(() -> Serializer.named(null));
    assertThatNullPointerException().isThrownBy(() -> Rq.on(backend).serializer(null));
  }

  @Test
  @Pins({"SER-03", "X-03", "J-39"})
  void mustBeTheSameOnBothSides() {
    Job<Integer> job = backwards().queue().enqueue(ContractTasks::add, 1, 2);

    assertThat(onlyFailure(burst())).isInstanceOf(DeserializationException.class);

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.latestResult().orElseThrow().failure().orElseThrow())
        .contains("read with the serializer json")
        .contains("was it written by another serializer");
    Job<ContractTasks.Order> good = queue.enqueue(ContractTasks::echo, order());
    burst();
    Job<Object> misread = backwards().job(good.id().value());
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(misread::returnValue)
        .satisfies(e -> assertThat(e.jobId()).contains(good.id()))
        .satisfies(e -> assertThat(e.serializer()).contains("backwards"));
  }

  @Test
  @Pins("SER-04")
  void givesBackTheTypesThatTheFunctionDeclares() {
    Job<String> job =
        queue.enqueue(ContractTasks::typesOf, 5L, new int[] {1, 2}, Map.of("a", List.of(1.5)));
    burst();

    assertThat(job.returnValue()).contains("Long int[2] {a=[1.5]}");
  }
}
