package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rq.spi.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A Python on this machine reads what Java pickled, and the reverse: {@code python3}, or what the
 * system property {@code rq.test.python} names. Skipped where there is none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PickleInPythonTest {

  /** Says of each line, an expression and a pickle, whether they are the same; pickles it, too. */
  private static final String SCRIPT =
      """
      import pickle, sys
      from collections import OrderedDict
      from datetime import *
      from decimal import Decimal
      from uuid import UUID
      from zoneinfo import ZoneInfo
      print('ready', flush=True)
      for line in sys.stdin:
          expression, pickled = line.split('\\t')
          meant, read = eval(expression), pickle.loads(bytes.fromhex(pickled))
          same = type(meant) is type(read) and (meant == read or repr(meant) == repr(read))
          print('same' if same else ascii(read), *(pickle.dumps(meant, p).hex() for p in range(6)), flush=True)
      """;

  private final PickleSerializer pickle = new PickleSerializer();
  private Process process;
  private BufferedReader said;
  private PrintWriter asked;

  @BeforeAll
  void start() throws IOException {
    String python = System.getProperty("rq.test.python", "python3");
    try {
      process = new ProcessBuilder(python, "-c", SCRIPT).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "There is no Python here: " + e.getMessage());
    }
    said = process.inputReader();
    asked = new PrintWriter(process.outputWriter(), true);
    String ready = said.readLine();
    assumeTrue("ready".equals(ready), () -> python + " is too old, or lacks a module: " + ready);
  }

  @AfterAll
  void stop() {
    if (process != null) {
      process.destroy();
    }
  }

  static Stream<Arguments> values() {
    List<String> numerals = IntStream.range(0, 300).mapToObj(String::valueOf).toList();
    return Stream.of(
        of("None", null),
        of("[True, False]", List.of(true, false)),
        of("[0, -1, 255, 256, 65535, 65536]", List.of(0, -1, 255, 256, 65535, 65536)),
        of("[2**31, -2**31 - 1, 2**32]", List.of(1L << 31, -(1L << 31) - 1, 1L << 32)),
        of("[2**31 - 1, -2**31]", List.of(Integer.MAX_VALUE, Integer.MIN_VALUE)),
        of("[2**63 - 1, -2**63]", List.of(Long.MAX_VALUE, Long.MIN_VALUE)),
        of("2**63", BigInteger.ONE.shiftLeft(63)),
        of("-2**5000", BigInteger.ONE.shiftLeft(5000).negate()),
        of("[1.5, -0.0, 1e300]", List.of(1.5, -0.0, 1e300)),
        of("float('nan')", Double.NaN),
        of("[float('inf'), -float('inf')]", List.of(1 / 0.0, -1 / 0.0)),
        of("'\\xe9\\u2603\\U0001f600\\0\\n'", "é☃😀\0\n"),
        of("'\\ud83d'", "\ud83d"),
        of("'\\ude00 \\ud83d \\ufffd'", "\ude00 \ud83d \ufffd"),
        of("'x' * 255", "x".repeat(255)),
        of("'x' * 256", "x".repeat(256)),
        of("'\\u2603' * 100000", "☃".repeat(100_000)),
        of("b'\\x00\\xff'", new byte[] {0, -1}),
        of("bytes(70000)", new byte[70_000]),
        of("list(range(2500))", IntStream.range(0, 2500).boxed().toList()),
        of(
            "[str(i) for i in range(300)] * 2",
            Stream.of(numerals, numerals).flatMap(List::stream).toList()),
        of("[[], [], {}, set()]", List.of(List.of(), List.of(), Map.of(), Set.of())),
        of("{}", Map.of()),
        of("{'b': 1}", Map.of("b", 1)),
        of("{1: 'a', None: 2}", withNull()),
        of("{(1, 2): {frozenset({(3,)})}}", Map.of(List.of(1, 2), Set.of(Set.of(List.of(3))))),
        of("{str(i): i for i in range(1001)}", numbered()),
        of("set(range(1001))", Set.copyOf(IntStream.range(0, 1001).boxed().toList())),
        of(
            "datetime(2026, 1, 2, 3, 4, 5, 678901)",
            LocalDateTime.parse("2026-01-02T03:04:05.678901")),
        of("datetime(1, 1, 1, tzinfo=timezone.utc)", OffsetDateTime.parse("0001-01-01T00:00Z")),
        of(
            "datetime(9999, 12, 31, 23, 59, 59, 999999, timezone(timedelta(hours=-11, minutes=-30)))",
            OffsetDateTime.parse("9999-12-31T23:59:59.999999-11:30")),
        of(
            "[datetime(2026, 1, 2, tzinfo=timezone.utc), datetime(2026, 1, 3, tzinfo=timezone.utc)]",
            List.of(
                OffsetDateTime.parse("2026-01-02T00:00Z"),
                OffsetDateTime.parse("2026-01-03T00:00Z"))),
        of("date(2026, 12, 31)", LocalDate.parse("2026-12-31")),
        of("time(23, 59, 59, 1)", LocalTime.parse("23:59:59.000001")),
        of(
            "time(23, 59, tzinfo=timezone(timedelta(hours=5, minutes=45)))",
            OffsetTime.parse("23:59+05:45")),
        of("timezone(timedelta(hours=-3))", ZoneOffset.ofHours(-3)),
        of("timedelta(days=1, seconds=2, microseconds=3)", Duration.parse("P1DT2.000003S")),
        of("timedelta(microseconds=-1)", Duration.ofNanos(-1000)),
        of("timedelta(days=-999999999)", Duration.ofDays(-999_999_999)),
        of(
            "timedelta.max",
            Duration.ofDays(999_999_999).plusSeconds(86_399).plusNanos(999_999_000)),
        of("Decimal('1.50')", new BigDecimal("1.50")),
        of("Decimal('-1E+30')", new BigDecimal("-1E+30")),
        of("Decimal('1E-400')", new BigDecimal("1E-400")),
        of("UUID(int=5)", new UUID(0, 5)),
        of(
            "UUID('ffffffff-ffff-ffff-8fff-ffffffffffff')",
            UUID.fromString("ffffffff-ffff-ffff-8fff-ffffffffffff")));
  }

  private static Arguments of(String expression, Object value) {
    return Arguments.of(expression, value);
  }

  private static Map<Object, Object> withNull() {
    Map<Object, Object> map = new LinkedHashMap<>(Map.of(1, "a"));
    map.put(null, 2);
    return map;
  }

  private static Map<String, Integer> numbered() {
    Map<String, Integer> map = new LinkedHashMap<>();
    IntStream.range(0, 1001).forEach(i -> map.put(String.valueOf(i), i));
    return map;
  }

  /** Whether that is the same, and what Python makes of the expression in each protocol. */
  private List<String> compare(String expression, Bytes pickled) throws IOException {
    asked.println(expression + "\t" + HexFormat.of().formatHex(pickled.array()));
    return List.of(said.readLine().split(" ", -1));
  }

  private Object read(List<String> answer, int protocol) {
    return pickle.read(Bytes.of(HexFormat.of().parseHex(answer.get(1 + protocol))), Object.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void isTheSameInBothLanguages(String expression, Object value) throws IOException {
    List<String> answer = compare(expression, pickle.write(value));

    assertThat(answer.get(0)).isEqualTo("same");
    String java = HexFormat.of().formatHex(pickle.write(value).array());
    // The order of a set is nobody's business; and what is long Python writes in several frames.
    if (!expression.contains("set(") && java.length() < 2 * 65_536) {
      assertThat(java).isEqualTo(answer.get(1 + 5));
    }
    // Protocols 0 and 1 are of the last century; Python writes neither unless it is told to.
    for (int protocol = 2; protocol <= 5; protocol++) {
      assertThat(read(answer, protocol)).as("protocol %s", protocol).isEqualTo(value);
    }
  }

  static Stream<Arguments> pythonOnly() {
    LocalDateTime night = LocalDateTime.parse("2026-10-25T02:30:00");
    ZonedDateTime berlin = night.atZone(ZoneId.of("Europe/Berlin"));
    return Stream.of(
        of("(1, (2,), ())", List.of(1, List.of(2), List.of())),
        of("bytearray(b'ab')", new byte[] {'a', 'b'}),
        of("frozenset({1, (2, 3)})", Set.of(1, List.of(2, 3))),
        of("OrderedDict(b=1, a=2)", Map.of("b", 1, "a", 2)),
        of("datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo('Europe/Berlin'))", berlin),
        of(
            "datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo('Europe/Berlin'))",
            berlin.withLaterOffsetAtOverlap()),
        of("time(2, 30, fold=1)", LocalTime.parse("02:30")),
        of("[Decimal(1)] * 2", List.of(new BigDecimal(1), new BigDecimal(1))),
        of("[UUID(int=1)] * 2", List.of(new UUID(0, 1), new UUID(0, 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pythonOnly")
  void isReadAsItsNearestKin(String expression, Object value) throws IOException {
    List<String> answer = compare(expression, pickle.write(null));
    int oldest = expression.contains("fold=1") ? 4 : 2; // Python itself loses it in older ones

    for (int protocol = oldest; protocol <= 5; protocol++) {
      assertThat(read(answer, protocol)).as("protocol %s", protocol).isEqualTo(value);
    }
  }

  static Stream<Arguments> javaOnly() {
    record Order(int id, Set<String> tags, Instant at) {}

    return Stream.of(
        of("datetime(2026, 1, 2, tzinfo=timezone.utc)", Instant.parse("2026-01-02T00:00:00Z")),
        of(
            "datetime(2026, 7, 2, tzinfo=timezone(timedelta(hours=2)))",
            ZonedDateTime.parse("2026-07-02T00:00+02:00[Europe/Berlin]")),
        of("[1, 2]", new int[] {1, 2}),
        of("['a', None]", new String[] {"a", null}),
        of("'NEW'", Thread.State.NEW),
        of("0.1", 0.1f),
        of(
            "{'id': 1, 'tags': {'a'}, 'at': datetime(1970, 1, 1, tzinfo=timezone.utc)}",
            new Order(1, Set.of("a"), Instant.EPOCH)),
        of(
            "datetime(2026, 1, 2, microsecond=1)",
            LocalDateTime.parse("2026-01-02T00:00:00.000001999")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("javaOnly")
  void isWrittenAsItsNearestKin(String expression, Object value) throws IOException {
    assertThat(compare(expression, pickle.write(value)).get(0)).isEqualTo("same");
  }
}
