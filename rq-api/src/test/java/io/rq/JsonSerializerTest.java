package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rq.spi.Bytes;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSerializerTest {

  record Point(int x, Optional<String> label) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
  sealed interface Shape {}

  record Circle(int radius) implements Shape {}

  static void draw(List<Shape> shapes) {}

  private final JsonSerializer json = new JsonSerializer();

  @Test
  void writesACallAsPythonDoesToTheByte() {
    CallData call = new CallData("demo_tasks.add", null, List.of(1), Map.of("y", 2));

    assertThat(json.writeCall(call, List.of()).text())
        .isEqualTo("[\"demo_tasks.add\", null, [1], {\"y\": 2}]");
  }

  @Test
  void escapesTextAsPythonDoes() {
    assertThat(json.write("ä€😀\n\u001f").text())
        .isEqualTo("\"\\u00e4\\u20ac\\ud83d\\ude00\\n\\u001f\"");
  }

  @Test
  void readsWhatItWrote() {
    Point point = new Point(3, Optional.of("ä€😀"));
    Instant time = Instant.parse("2026-01-02T03:04:05.123456Z");

    assertThat(json.read(json.write(point), Point.class)).isEqualTo(point);
    assertThat(json.read(json.write(time), Instant.class)).isEqualTo(time);
    assertThat(json.read(json.write(null), Point.class)).isNull();
  }

  record Price(BigDecimal amount) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012345678901234567890.12",
        "0.1234567890123456789",
        "12345678901234567.89",
        "1E-400",
        "1E+400",
        "100.00",
        "0"
      })
  void keepsAllDigitsOfADecimal(String digits) {
    BigDecimal decimal = new BigDecimal(digits);
    CallData call = new CallData("f", null, List.of(decimal), Map.of());

    CallData read = json.readCall(json.writeCall(call, List.of(BigDecimal.class)));

    assertThat(json.convert(read.args().get(0), BigDecimal.class)).isEqualTo(decimal);
    assertThat(json.read(json.write(decimal), BigDecimal.class)).isEqualTo(decimal);
    assertThat(json.read(json.write(new Price(decimal)), Price.class))
        .isEqualTo(new Price(decimal));
  }

  @Test
  void readsNumbersOfNoTypeAsDoublesAndIntegers() {
    assertThat(json.read(Bytes.ofText("[1, 1.5, 10000000000]"), Object.class))
        .isEqualTo(List.of(1, 1.5, 10_000_000_000L));
  }

  @Test
  void keepsTheOffsetOfATime() {
    OffsetDateTime time = OffsetDateTime.parse("2024-01-01T00:00:00+01:00");

    assertThat(json.read(json.write(time), OffsetDateTime.class)).isEqualTo(time);
  }

  @Test
  void refusesWhatFollowsAValue() {
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> json.read(Bytes.ofText("1 2"), int.class));
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> json.read(Bytes.ofText(""), int.class));
  }

  @Test
  void readsPythonsNumbersThatAreNone() {
    assertThat(json.read(Bytes.ofText("NaN"), Double.class)).isEqualTo(Double.NaN);
    assertThat(json.read(Bytes.ofText("-Infinity"), double.class))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void keepsTheTypesOfElementsThatTheSignatureDeclares() throws Exception {
    Type shapes = getClass().getDeclaredMethod("draw", List.class).getGenericParameterTypes()[0];
    CallData call = new CallData("draw", null, List.of(List.of(new Circle(2))), Map.of());

    CallData read = json.readCall(json.writeCall(call, List.of(shapes)));

    assertThat(json.convert(read.args().get(0), shapes)).isEqualTo(List.of(new Circle(2)));
  }

  @Test
  void doesNotReadTextAsANumber() {
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> json.read(Bytes.ofText("\"7\""), int.class))
        .withMessageContaining("int");
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> json.read(Bytes.ofText("null"), int.class));
  }

  @Test
  void saysWhichArgumentCannotBeWritten() {
    CallData call = new CallData("tasks.run", null, List.of(1, new Thread("t")), Map.of());

    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> json.writeCall(call, List.of()))
        .withMessageContaining("argument 2 (java.lang.Thread)")
        .withMessageContaining("tasks.run");
  }

  interface Vague {}

  record Definite(int amount) implements Vague {}

  @Test
  void aTypeThatDoesNotSayWhatItsDataIsIsNamed() {
    CallData call = new CallData("tasks.run", null, List.of(new Definite(1)), Map.of());

    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> json.writeCall(call, List.of(Vague.class)))
        .withMessageContaining("argument 1 (io.rq.JsonSerializerTest$Definite) cannot be written")
        .withMessageEndingWith(
            ". Its parameter is declared as io.rq.JsonSerializerTest$Vague, which does not say what"
                + " data there is: declare the class itself");
    assertThat(json.writeCall(call, List.of(Object.class)).text()).contains("{\"amount\": 1}");
  }

  static class Opaque {}

  @Test
  void noSettingOfJacksonIsAdvised() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> json.write(new Opaque()))
        .withMessageContaining("no properties discovered")
        .withMessageNotContaining("Feature");
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> json.read(Bytes.ofText("null"), int.class))
        .withMessageContaining("Cannot map")
        .withMessageNotContaining("Feature");
  }

  @Test
  void whatIsNoDataInsideOfAValueIsNamed() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> json.write(Map.of("t", new Thread("t"))))
        .withMessageEndingWith(" cannot be written as JSON: java.lang.Thread is not plain data");
    CallData call = new CallData("tasks.run", null, List.of(List.of(new Thread("t"))), Map.of());
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> json.writeCall(call, List.of()))
        .withMessageEndingWith(" instead. The reason: java.lang.Thread is not plain data");
  }

  static Stream<Arguments> keysThatAreNoText() {
    return Stream.of(new Object[] {1, 2}, new int[] {1}, List.of(1, 2), Set.of(1), Map.of("a", 1))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("keysThatAreNoText")
  void refusesKeysThatAreNoText(Object key) {
    Map<Object, Object> map = Map.of(key, 1);
    CallData call = new CallData("f", null, List.of(Map.of("x", map)), Map.of());

    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> json.write(map))
        .withMessageContaining("cannot be the key");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> json.writeCall(call, List.of()))
        .withMessageContaining("argument 1")
        .withMessageContaining("cannot be the key");
  }

  @Test
  void writesKeysThatAreTextsOrNumbersOrTimes() {
    LocalDate day = LocalDate.parse("2026-01-02");

    assertThat(json.write(Map.of("a", 1)).text()).isEqualTo("{\"a\": 1}");
    assertThat(json.write(Map.of(2, 1)).text()).isEqualTo("{\"2\": 1}");
    assertThat(json.write(Map.of(day, 1)).text()).isEqualTo("{\"2026-01-02\": 1}");
  }

  @Test
  void readsNumbersAsLongAsPythonsAndLongNames() {
    BigInteger number = new BigInteger("-" + "7".repeat(4300));
    BigDecimal decimal = new BigDecimal("0." + "7".repeat(4290));
    Map<String, Object> named = Map.of("n".repeat(60_000), List.of(number));
    CallData call = new CallData("f", null, List.of(number, decimal), named);

    CallData read = json.readCall(json.writeCall(call, List.of()));

    assertThat(json.convert(read.args().get(0), BigInteger.class)).isEqualTo(number);
    assertThat(json.convert(read.args().get(1), BigDecimal.class)).isEqualTo(decimal);
    assertThat(json.read(json.write(named), Object.class)).isEqualTo(named);
  }

  @Test
  void refusesToWriteNumbersThatNobodyReads() {
    for (Number number : List.of(BigInteger.TEN.pow(4300), new BigDecimal("7".repeat(4301)))) {
      CallData call = new CallData("tasks.run", null, List.of(number), Map.of());

      assertThatExceptionOfType(SerializationException.class)
          .isThrownBy(() -> json.write(number))
          .withMessageContaining("4300");
      assertThatExceptionOfType(SerializationException.class)
          .isThrownBy(() -> json.writeCall(call, List.of()))
          .withMessageContaining("tasks.run")
          .withMessageContaining("4300");
    }
  }

  @Test
  void doesNotTakeALongNumberForAnotherSerializers() {
    Bytes number = Bytes.ofText("7".repeat(4301));

    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> json.read(number, BigInteger.class))
        .withMessageContaining("4300")
        .withMessageNotContaining("pickle");
  }

  @Test
  void readsNullAsWhatTheTypeHasForIt() {
    assertThat(json.read(json.write(null), Optional.class)).isEqualTo(Optional.empty());
    assertThat(json.read(json.write(null), OptionalInt.class)).isEqualTo(OptionalInt.empty());
    assertThat(json.read(json.write(null), String.class)).isNull();
    assertThat(json.read(json.write(null), Thread.class)).isNull();
    assertThat(json.read(json.write(null), Shape.class)).isNull();
    assertThat(json.read(json.write(null), Object.class)).isNull();
  }

  @ParameterizedTest
  @ValueSource(classes = {Instant.class, OffsetDateTime.class, ZonedDateTime.class, Duration.class})
  void refusesTimesThatAreTooFarAway(Class<?> type) {
    for (String number : List.of("1e999999999", "-1e70", "1e2147483647", "NaN", "Infinity")) {
      assertThatExceptionOfType(DeserializationException.class)
          .as(number)
          .isThrownBy(() -> json.read(Bytes.ofText(number), type));
    }
    assertThat(json.read(Bytes.ofText("1.5e3"), type)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[\"f\", null, []]",
        "[\"f\", null, [], {}, 1]",
        "[1, null, [], {}]",
        "[\"f\", null, null, {}]",
        "[\"f\", null, [], null]",
        "[\"f\", null, [], {}] 1",
        "[\"f\", null, [], {",
        "not json",
        "",
        "\u0080\u0005"
      })
  void refusesDataThatIsNoCall(String text) {
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> json.readCall(Bytes.ofText(text)));
  }
}
