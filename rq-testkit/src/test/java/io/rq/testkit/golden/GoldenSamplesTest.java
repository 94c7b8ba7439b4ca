package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.CallData;
import io.rq.JsonSerializer;
import io.rq.PickleSerializer;
import io.rq.spi.Bytes;
import io.rq.testkit.contract.Pins;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values as Python writes them are read, and written again to the byte. */
class GoldenSamplesTest {

  private static final Golden GOLDEN = Golden.read("serializer-samples");
  private static final Map<String, String> JSON = GOLDEN.jsonSamples();

  /** What JSON does not have, or only as a text. */
  private static final Map<String, Object> NOT_IN_JSON =
      Map.ofEntries(
          Map.entry("bytes-empty", new byte[0]),
          Map.entry("bytes", new byte[] {0, 1, -1}),
          Map.entry("bytearray", new byte[] {'a', 'b'}),
          Map.entry("dict-int-key", Map.of(1, "a")),
          Map.entry("set", Set.of(1)),
          Map.entry("frozenset", Set.of(1)),
          Map.entry("datetime-utc", OffsetDateTime.parse("2026-01-02T03:04:05.678901Z")),
          Map.entry("datetime-naive", LocalDateTime.parse("2026-01-02T03:04:05")),
          Map.entry("date", LocalDate.parse("2026-01-02")),
          Map.entry("timedelta", Duration.ofDays(1).plusSeconds(2).plusNanos(3000)),
          Map.entry("decimal", new BigDecimal("1.50")),
          Map.entry("uuid", new UUID(0, 5)));

  /** What Java has no type of its own for is written as its nearest kin. */
  private static final Set<String> KIN =
      Set.of(
          "tuple-empty",
          "tuple-1",
          "tuple-2",
          "tuple-3",
          "tuple-4",
          "bytearray",
          "frozenset",
          "ordereddict");

  private final JsonSerializer json = new JsonSerializer();
  private final PickleSerializer pickle = new PickleSerializer();

  static Set<String> jsonSamples() {
    return JSON.keySet();
  }

  static List<String> samples() {
    return GOLDEN.samples();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jsonSamples")
  void comeAndGoUnchangedAsJson(String sample) {
    Object value = json.read(Bytes.ofText(JSON.get(sample)), Object.class);

    assertThat(json.write(value).text()).isEqualTo(JSON.get(sample));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  @Pins("SER-01")
  void areReadFromPicklesOfEveryProtocol(String sample) {
    Object meant =
        NOT_IN_JSON.containsKey(sample)
            ? NOT_IN_JSON.get(sample)
            : json.read(Bytes.ofText(JSON.get(sample)), Object.class);

    for (int protocol = 2; protocol <= 5; protocol++) {
      assertThat(pickle.read(GOLDEN.pickled(sample, protocol), Object.class))
          .as("%s in protocol %s", sample, protocol)
          .isEqualTo(meant);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  @Pins("SER-01")
  void arePickledAsPythonDoes(String sample) {
    Bytes python = GOLDEN.pickled(sample, 5);
    Object value = pickle.read(python, Object.class);
    Bytes java =
        sample.startsWith("job-tuple")
            ? pickle.writeCall(pickle.readCall(python), List.of())
            : pickle.write(sample.equals("list-same-object-twice") ? theSameTwice(value) : value);

    if (KIN.contains(sample)) {
      assertThat(pickle.read(java, Object.class)).isEqualTo(value);
    } else {
      assertThat(hex(java)).isEqualTo(hex(python));
    }
  }

  // What is read is a copy each time.
  private static List<Object> theSameTwice(Object read) {
    Object first = ((List<?>) read).get(0);
    assertThat(read).isEqualTo(List.of(first, first));
    return List.of(first, first);
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.array());
  }

  @Test
  @Pins("SER-01")
  void theLeastOfACallIsRead() {
    assertThat(pickle.readCall(GOLDEN.handmade()))
        .isEqualTo(new CallData("demo_tasks.add", null, List.of(1), Map.of("y", 2)));
  }
}
