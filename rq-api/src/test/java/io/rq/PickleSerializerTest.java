package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rq.spi.Bytes;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleSerializerTest {

  @SuppressWarnings("ArrayRecordComponent") // bytes are what the test is about
  record Order(
      UUID id,
      Instant at,
      Set<String> tags,
      Map<Integer, BigDecimal> prices,
      byte[] scan,
      Optional<Duration> pause,
      List<LocalDate> days) {}

  record Formatted(@JsonFormat(pattern = "dd.MM.uuuu") LocalDate day) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
  sealed interface Shape {}

  record Circle(int radius) implements Shape {}

  record Envelope<T>(T content) {}

  /** Its generic types stand for those of parameters. */
  static void types(
      List<Shape> shapes,
      Set<Instant> instants,
      Map<Integer, String> byNumber,
      Map<LocalDate, List<Integer>> byDay,
      Map<String, Object> any,
      SortedSet<Integer> sorted,
      Map<Instant, String> byTime,
      List<Envelope<Shape>> envelopes,
      Envelope<Shape> envelope) {}

  private static Type type(int parameter) {
    return Arrays.stream(PickleSerializerTest.class.getDeclaredMethods())
        .filter(method -> method.getName().equals("types"))
        .findFirst()
        .orElseThrow()
        .getGenericParameterTypes()[parameter];
  }

  private final PickleSerializer pickle = new PickleSerializer();

  private Object roundTrip(Object value, Type type) {
    return pickle.read(pickle.write(value), type);
  }

  private Object roundTrip(Object value) {
    return roundTrip(value, Object.class);
  }

  @Test
  void writesACallAsPythonDoesToTheByte() {
    CallData call = new CallData("demo_tasks.add", null, List.of(1), Map.of("y", 2));

    assertThat(HexFormat.of().formatHex(pickle.writeCall(call, List.of()).array()))
        .isEqualTo(
            ("8005952300000000000000288c0e" + hex("demo_tasks.add") + "944e4b0185947d948c01")
                + (hex("y") + "944b0273")
                + "74942e");
  }

  @Test
  void readsTheCallThatItWrote() {
    Map<String, Object> kwargs = new LinkedHashMap<>();
    kwargs.put("z", null);
    kwargs.put("a", List.of());
    CallData call = new CallData("f", null, Arrays.asList(null, 1, null, "x", 2.5), kwargs);

    CallData read = pickle.readCall(pickle.writeCall(call, List.of()));

    assertThat(read).isEqualTo(call);
    assertThat(read.kwargs().keySet()).containsExactly("z", "a");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Object> valuesThatAreTheSameInPython() {
    return Stream.of(
        true,
        0,
        -1,
        255,
        256,
        65_535,
        65_536,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE + 1L,
        Long.MIN_VALUE,
        BigInteger.ONE.shiftLeft(5000).negate(),
        1.5,
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        -0.0,
        "",
        "é☃😀\0\n",
        "half a pair: \ud83d, the other half: \ude00.",
        "a replacement: \ufffd",
        "x".repeat(70_000),
        List.of(),
        Arrays.asList(1, "a", null),
        IntStream.range(0, 2500).boxed().toList(),
        Map.of(),
        Map.of(1, "a"),
        Map.of(List.of(1, 2), Set.of("x"), LocalDate.EPOCH, true),
        Set.of(),
        Set.of(Set.of(1), List.of(), "a"),
        Instant.parse("2026-01-02T03:04:05.678901Z").atOffset(ZoneOffset.UTC),
        OffsetDateTime.parse("0001-01-01T00:00-11:30"),
        OffsetDateTime.parse("9999-12-31T23:59:59.999999+18:00"),
        LocalDateTime.parse("2026-01-02T03:04:05"),
        LocalDate.parse("2026-12-31"),
        LocalTime.parse("23:59:59.000001"),
        OffsetTime.parse("23:59+05:45"),
        ZoneOffset.ofHours(-3),
        Duration.ofSeconds(-1, 1000),
        Duration.ofDays(999_999_999),
        new BigDecimal("1.50"),
        new BigDecimal("-1E+30"),
        UUID.fromString("ffffffff-ffff-ffff-8fff-ffffffffffff"),
        new UUID(0, 5));
  }

  @ParameterizedTest
  @MethodSource("valuesThatAreTheSameInPython")
  void readsWhatItWrote(Object value) {
    assertThat(roundTrip(value)).isEqualTo(value);
    assertThat(roundTrip(value, value.getClass())).isEqualTo(value);
    assertThat(roundTrip(List.of(value))).isEqualTo(List.of(value));
    assertThat(roundTrip(Map.of("key", value), type(4))).isEqualTo(Map.of("key", value));
  }

  @Test
  void keepsTheOrderOfDictionaries() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < 1500; i++) {
      map.put("key " + (i * 7919 % 1500), i);
    }

    assertThat(((Map<?, ?>) roundTrip(map)).keySet().stream().map(String.class::cast))
        .containsExactlyElementsOf(map.keySet());
  }

  @Test
  void carriesARecordWithEverythingThatJsonDoesNotHave() {
    Order order =
        new Order(
            new UUID(1, 2),
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            Set.of("a", "b"),
            Map.of(1, new BigDecimal("2.50")),
            new byte[] {0, -1},
            Optional.of(Duration.ofMinutes(1)),
            List.of(LocalDate.EPOCH));

    Order read = (Order) roundTrip(order, Order.class);

    assertThat(read).usingRecursiveComparison().isEqualTo(order);
    Map<?, ?> plain = (Map<?, ?>) roundTrip(order);
    assertThat(plain.get("tags")).isEqualTo(Set.of("a", "b"));
    assertThat(plain.get("at")).isEqualTo(order.at().atOffset(ZoneOffset.UTC));
    assertThat(plain.get("prices")).isEqualTo(Map.of(1, new BigDecimal("2.50")));
    assertThat(plain.get("pause")).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void mindsWhatAPropertySaysAboutItsFormat() {
    Formatted formatted = new Formatted(LocalDate.EPOCH);

    assertThat(roundTrip(formatted)).isEqualTo(Map.of("day", "01.01.1970"));
    assertThat(roundTrip(formatted, Formatted.class)).isEqualTo(formatted);
  }

  @Test
  void keepsTheTypesOfElementsThatTheSignatureDeclares() {
    CallData call = new CallData("f", null, List.of(List.of(new Circle(2))), Map.of());

    CallData read = pickle.readCall(pickle.writeCall(call, List.of(type(0))));

    assertThat(pickle.convert(read.args().get(0), type(0))).isEqualTo(List.of(new Circle(2)));
  }

  @Test
  void keepsTheTypesOfGenericElementsThatTheSignatureDeclares() {
    Envelope<Shape> envelope = new Envelope<>(new Circle(2));
    CallData call = new CallData("f", null, List.of(List.of(envelope), envelope), Map.of());

    CallData read = pickle.readCall(pickle.writeCall(call, List.of(type(7), type(8))));

    assertThat(pickle.convert(read.args().get(0), type(7))).isEqualTo(List.of(envelope));
    assertThat(pickle.convert(read.args().get(1), type(8))).isEqualTo(envelope);
  }

  @Test
  void givesBackTheTypesThatAreDeclared() {
    Instant time = Instant.parse("2026-01-02T03:04:05Z");
    Set<Instant> times = Set.of(time);

    assertThat(roundTrip(time, Instant.class)).isEqualTo(time);
    assertThat(roundTrip(time, ZonedDateTime.class)).isEqualTo(time.atZone(ZoneOffset.UTC));
    assertThat(roundTrip(time, Date.class)).isEqualTo(Date.from(time));
    assertThat(roundTrip(time.toString(), Instant.class)).isEqualTo(time);
    assertThat(roundTrip("2026-01-02T05:04:05+02:00", OffsetDateTime.class))
        .isEqualTo(OffsetDateTime.parse("2026-01-02T05:04:05+02:00"));
    assertThat(roundTrip(times, type(1))).isEqualTo(times);
    assertThat(roundTrip(List.of(time), type(1))).isEqualTo(times);
    assertThat(roundTrip(Map.of(1, "a"), type(2))).isEqualTo(Map.of(1, "a"));
    assertThat(roundTrip(Map.of(LocalDate.EPOCH, List.of(1)), type(3)))
        .isEqualTo(Map.of(LocalDate.EPOCH, List.of(1)));
    assertThat(roundTrip(Map.of(time, "now"), type(6))).isEqualTo(Map.of(time, "now"));
    assertThat(new ArrayList<>((Set<?>) roundTrip(Set.of(3, 1, 2), type(5))))
        .isEqualTo(List.of(1, 2, 3));
    assertThat(roundTrip(Set.of(7), int[].class)).isEqualTo(new int[] {7});
    assertThat(roundTrip(new int[] {1, 2})).isEqualTo(List.of(1, 2));
    assertThat(roundTrip(new byte[] {1, 2}, byte[].class)).isEqualTo(new byte[] {1, 2});
    assertThat(roundTrip(0.1f)).isEqualTo(0.1);
    assertThat(roundTrip(7, long.class)).isEqualTo(7L);
    assertThat(roundTrip(7, BigInteger.class)).isEqualTo(BigInteger.valueOf(7));
    assertThat(roundTrip(7, double.class)).isEqualTo(7.0);
    assertThat(roundTrip(Thread.State.NEW, Thread.State.class)).isEqualTo(Thread.State.NEW);
  }

  static Stream<List<Object>> misfits() {
    return Stream.of(
        List.of("7", int.class),
        List.of(7, String.class),
        List.of(7.5, int.class),
        List.of(true, int.class),
        List.of(Instant.EPOCH, String.class),
        List.of(Instant.EPOCH, LocalDateTime.class),
        List.of(Instant.EPOCH, long.class),
        List.of(LocalDateTime.MIN.withYear(1), Instant.class),
        List.of(LocalDate.EPOCH, LocalDateTime.class),
        List.of(new byte[] {1}, String.class),
        List.of(new byte[] {1}, List.class),
        List.of(Set.of(1), Map.class),
        List.of(Set.of(1), Order.class),
        List.of(List.of(new byte[] {1}), String[].class),
        List.of(UUID.randomUUID(), Duration.class),
        List.of(UUID.randomUUID(), Thread.State.class),
        List.of(Map.of(List.of(1), 2), type(2)));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void turnsNothingQuietlyIntoSomethingElse(List<Object> misfit) {
    Bytes bytes = pickle.write(misfit.get(0));

    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.read(bytes, (Type) misfit.get(1)));
  }

  @Test
  void saysWhatDoesNotFit() {
    Bytes bytes = pickle.write(LocalDateTime.parse("2026-01-02T03:04:05"));

    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.read(bytes, Instant.class))
        .withMessageContaining("a datetime without a time zone is no java.time.Instant");
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.read(pickle.write(null), int.class))
        .withMessageContaining("None as int");
  }

  @Test
  void readsNoneAsWhatTheTypeHasForIt() {
    assertThat(roundTrip(null, Optional.class)).isEqualTo(Optional.empty());
    assertThat(roundTrip(null, OptionalInt.class)).isEqualTo(OptionalInt.empty());
    assertThat(roundTrip(null, String.class)).isNull();
    assertThat(roundTrip(null, Thread.class)).isNull();
    assertThat(roundTrip(null, Shape.class)).isNull();
    assertThat(roundTrip(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(classes = {Instant.class, OffsetDateTime.class, ZonedDateTime.class, Duration.class})
  void refusesTimesThatAreTooFarAway(Class<?> type) {
    for (String number : List.of("1E+999999999", "-1E+70")) {
      Bytes decimal = pickle.write(new BigDecimal(number));

      assertThatExceptionOfType(DeserializationException.class)
          .as(number)
          .isThrownBy(() -> pickle.read(decimal, type));
    }
    assertThat(roundTrip(new BigDecimal("1.5E+3"), type)).isNotNull();
  }

  @Test
  void refusesToWriteDecimalsThatItDoesNotRead() {
    BigDecimal longest = new BigDecimal("7".repeat(4300));

    assertThat(roundTrip(longest)).isEqualTo(longest);
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> pickle.write(new BigDecimal("7".repeat(4301))))
        .withMessageContaining("4300");
  }

  @Test
  void saysWhichArgumentCannotBeWritten() {
    CallData call = new CallData("tasks.run", null, List.of(1, new Thread("t")), Map.of());
    CallData named = new CallData("tasks.run", null, List.of(), Map.of("x", new Thread("t")));

    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> pickle.writeCall(call, List.of()))
        .withMessageContaining("argument 2 (java.lang.Thread)")
        .withMessageContaining("tasks.run");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> pickle.writeCall(named, List.of()))
        .withMessageContaining("argument 'x' (java.lang.Thread)");
  }

  @Test
  void writesOneObjectOnceAndEmptyCollectionsEach() {
    List<Integer> one = List.of(1);
    List<Object> empty = List.of();

    assertThat(new String(pickle.write(List.of(one, one)).array(), StandardCharsets.ISO_8859_1))
        .endsWith("]\u0094K\u0001ah\u0001e.");
    assertThat(new String(pickle.write(List.of(empty, empty)).array(), StandardCharsets.ISO_8859_1))
        .endsWith("(]\u0094]\u0094e.");
    List<Object> read = new ArrayList<>((List<?>) roundTrip(List.of(one, one, empty, empty)));
    assertThat(read).isEqualTo(List.of(one, one, empty, empty));
  }

  @Test
  void refusesToWriteWhatHoldsItselfOrPythonDoesNotHave() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    List<Object> deep = List.of();
    for (int i = 0; i < 600; i++) {
      deep = List.of(deep);
    }
    Object tooDeep = deep;

    assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> pickle.write(self));
    assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> pickle.write(tooDeep));
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> pickle.write(Instant.MAX))
        .withMessageContaining("year");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> pickle.write(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> pickle.write(Set.of(Map.of())));
  }

  @Test
  void readsZonesByTheirNames() {
    // pickle.dumps(datetime(2026, 10, 25, 2, 30, fold=f, tzinfo=ZoneInfo('Europe/Berlin')), 4)
    String tail =
        "8c086275696c74696e73948c07676574617474729493948c087a6f6e65696e666f948c085a6f6e65496e666f"
            + "9493948c095f756e7069636b6c6594869452948c0d4575726f70652f4265726c696e944b018694529486"
            + "9452942e";
    String head = "80048c086461746574696d65948c086461746574696d6594939443" + "0a07ea";
    ZonedDateTime first =
        ZonedDateTime.of(LocalDateTime.parse("2026-10-25T02:30:00"), ZoneId.of("Europe/Berlin"));

    assertThat(pickle.read(hexBytes(head + "0a19021e0000000094" + tail), Object.class))
        .isEqualTo(first);
    assertThat(pickle.read(hexBytes(head + "8a19021e0000000094" + tail), ZonedDateTime.class))
        .isEqualTo(first.withLaterOffsetAtOverlap());
  }

  private static Bytes hexBytes(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex));
  }

  private static Bytes latin1(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(S'true'\ntR.",
        "cposix\nsystem\n.",
        "\u0080\u0004\u008c\u0002os\u0094\u008c\u0006system\u0094\u0093.",
        "c__builtin__\neval\n(S'1'\ntR.",
        "cbuiltins\nexec\n0N.",
        "cbuiltins\ngetattr\n(cbuiltins\nset\nS'copy'\ntR.",
        "cbuiltins\ngetattr\n(czoneinfo\nZoneInfo\nS'clear_cache'\ntR.",
        "cacme.models\nOrder\n)\u0081}b.",
        "cjava.lang\nRuntime\n.",
        "cdatetime\ndatetime.now\n)R.",
        "cbuiltins\ncomplex\n(F1.0\nF2.0\ntR.",
        "ccollections\ndefaultdict\n(cbuiltins\nlist\ntR.",
        "ccopy_reg\n_reconstructor\n(c__builtin__\nobject\nc__builtin__\nobject\nNtR.",
      })
  void looksNothingUpThatAPickleNames(String text) {
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.read(latin1(text), Object.class))
        .withMessageMatching("The pickle names Python's '[\\w.]+', which is not known here.*");
  }

  @Test
  void namesWhatIsNotKnownInReadableText() {
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.read(latin1("cacme.models\nOrder\n."), Object.class))
        .withMessageStartingWith("The pickle names Python's 'acme.models.Order', which");
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.read(latin1("c\u001b[31m\n" + "x".repeat(500) + "\n."), Map.class))
        .withMessageContaining("'?[31m.xxx")
        .withMessageNotContaining("x".repeat(100));
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.read(latin1("cdatetime\ndate\n."), Object.class))
        .withMessageContaining("'datetime.date' itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "not a pickle",
        "[\"f\", null, [], {}]",
        "\u0080\u0006N.",
        "N",
        "K.",
        "(.",
        "((0.",
        "X\u00ff\u00ff\u00ff\u007fabc.",
        "B\u00ff\u00ff\u00ff\u007f.",
        "B\u00ff\u00ff\u00ff\u00ff.",
        "\u008b\u00ff\u00ff\u00ff\u007f.",
        "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.",
        "\u0096\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0080.",
        "\u008d\u00ff\u00ff\u00ff\u0000\u0000\u0000\u0000\u0000.",
        "\u008e\u0001\u0000\u0000\u0000\u0001\u0000\u0000\u0000a.",
        "\u008c\u0001\u0080.",
        "\u008c\u0002\u00c0\u0080.",
        "\u008c\u0004\u00f5\u0080\u0080\u0080.",
        "h\u0001.",
        "Ppersistent\n.",
        "]]a0]]e.",
        "(K\u0001d.",
        "}(K\u0001u.",
        "Na.",
        "N)R.",
        "cbuiltins\nset\nNR.",
        "cbuiltins\nset\n]R.",
        "N}b.",
        "\u0097.",
        "\u0082\u0001.",
        "(cdatetime\ndate\noi.",
        "(idatetime\ndate\n.",
        "cdatetime\ndate\n(B\u0004\u0000\u0000\u0000\u0007\u00ea\r\u0001tR.",
        "cdatetime\ndate\n(B\u0003\u0000\u0000\u0000\u0007\u00ea\u0001tR.",
        "cdatetime\ndate\n)R.",
        "cdecimal\nDecimal\n(S'sNaN'\ntR.",
        "cuuid\nUUID\n)\u0081.",
        "cuuid\nUUID\n)\u0081}S'int'\nS'5'\nsb.",
        "cdatetime\ntimezone\n(cdatetime\ntimedelta\n(K\u0000K\u0000K\u0001tRtR.",
        "cdatetime\ntimezone\n(cdatetime\ntimedelta\n(K\u0000M\u0098\u00fdK\u0000tRtR.",
        "cuuid\nUUID\n)\u0081}S'int'\nL-1L\nsb.",
        "\u0080\u0002]q\u0000h\u0000a.",
        "\u0080\u0002}q\u0000h\u0000h\u0000s.",
      })
  void refusesWhatIsNoPickle(String text) {
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.read(latin1(text), Object.class));
  }

  @Test
  void refusesPicklesThatWouldFillTheMemoryOrTheStack() {
    StringBuilder bomb = new StringBuilder("]q\u0000(K\u0001K\u0001e");
    for (int i = 1; i < 60; i++) {
      bomb.append("0]q").append((char) i);
      bomb.append("(h").append((char) (i - 1)).append("h").append((char) (i - 1)).append("e");
    }
    String deep = "]".repeat(100_000) + "a".repeat(99_999) + ".";
    String digits = "L" + "9".repeat(1_000_000) + "L\n.";

    for (String text : List.of(bomb + ".", deep, digits)) {
      assertThatExceptionOfType(DeserializationException.class)
          .isThrownBy(() -> pickle.read(latin1(text), Object.class));
    }
  }

  @Test
  void makesOnceWhatAPickleRefersToOften() {
    String bytes =
        "](c_codecs\nencode\n(S'" + "x".repeat(1000) + "'\nS'latin1'\ntRq\u0000h\u0000e.";
    String decimals = "](cdecimal\nDecimal\n(S'1.50'\ntRq\u0000h\u0000e.";

    for (String text : List.of(bytes, decimals)) {
      List<?> read = (List<?>) pickle.read(latin1(text), Object.class);

      assertThat(read).hasSize(2);
      assertThat(read.get(1)).isSameAs(read.get(0));
    }
  }

  /** A thousand of one, and so many lists of them. */
  private static String thousands(String one, int lists) {
    return one
        + "q\u00000]("
        + "h\u0000".repeat(1000)
        + "eq\u00010]("
        + "h\u0001".repeat(lists)
        + "e.";
  }

  @Test
  void refusesLongNumbersThatASmallPickleHoldsOften() {
    String decimal = "cdecimal\nDecimal\n(S'" + "7".repeat(4300) + "'\ntR";
    String integer = "L" + "7".repeat(4300) + "L\n";

    for (String number : List.of(decimal, integer)) {
      assertThat((List<?>) pickle.read(latin1(thousands(number, 1)), Object.class)).hasSize(1);
      assertThatExceptionOfType(DeserializationException.class)
          .isThrownBy(() -> pickle.read(latin1(thousands(number, 60)), Object.class))
          .withMessageContaining("so much with so few bytes");
    }
    assertThat((List<?>) pickle.read(latin1(thousands("I7\n", 900)), Object.class)).hasSize(900);
  }

  @Test
  void refusesKeysThatAllHaveOneHash() {
    for (int many : List.of(500, 501)) {
      String tuples =
          IntStream.range(0, many)
              .mapToObj(i -> "I" + i + "\nI" + -31 * i + "\n\u0086")
              .collect(Collectors.joining());
      String keys =
          IntStream.range(0, many)
              .mapToObj(i -> "I" + i + "\nI" + -31 * i + "\n\u0086N")
              .collect(Collectors.joining());

      for (String text :
          List.of(
              "\u008f(" + tuples + "\u0090.",
              "(" + tuples + "\u0091.",
              "cbuiltins\nfrozenset\n](" + tuples + "e\u0085R.",
              "}(" + keys + "u.",
              "ccollections\nOrderedDict\n)R(" + keys + "u.")) {
        if (many == 500) {
          Object read = pickle.read(latin1(text), Object.class);

          assertThat(read instanceof Map<?, ?> map ? map.keySet() : (Set<?>) read).hasSize(500);
        } else {
          assertThatExceptionOfType(DeserializationException.class)
              .isThrownBy(() -> pickle.read(latin1(text), Object.class))
              .withMessageContaining("one hash");
        }
      }
    }
  }

  @Test
  void readsManyPairsAsKeys() {
    String pairs =
        IntStream.range(0, 40_000)
            .mapToObj(i -> "I" + i / 200 + "\nI" + i % 200 + "\n\u0086")
            .collect(Collectors.joining());

    assertThat((Set<?>) pickle.read(latin1("\u008f(" + pairs + "\u0090."), Object.class))
        .hasSize(40_000);
  }

  @Test
  void readsLargePicklesInTimeThatGrowsWithThem() {
    String appends = "]" + "(K\u0001e".repeat(300_000) + ".";
    String marks = "N".repeat(300_000) + "(1".repeat(300_000) + ".";

    assertThat((List<?>) pickle.read(latin1(appends), Object.class)).hasSize(300_000);
    assertThat(pickle.read(latin1(marks), Object.class)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "N.",
        "(S'f'\nN)}.",
        "(S'f'\nN)t.",
        "(S'f'\nN)}Nt.",
        "(K\u0001N)}t.",
        "(S'f'\nNN}t.",
        "(S'f'\nN)Nt.",
        "(S'f'\nN)}K\u0001Nst.",
        "[\"f\", null, [], {}]",
      })
  void refusesDataThatIsNoCall(String text) {
    assertThatExceptionOfType(DeserializationException.class)
        .isThrownBy(() -> pickle.readCall(latin1(text)));
  }

  /** Whatever is done to a pickle, nothing but that exception comes out. */
  @Test
  void survivesDamage() throws Exception {
    List<byte[]> whole = new ArrayList<>();
    valuesThatAreTheSameInPython().forEach(value -> whole.add(pickle.write(value).array()));
    whole.removeIf(bytes -> bytes.length > 5000);
    valuesThatAreTheSameInPython()
        .map(value -> new CallData("f", null, Arrays.asList(null, value), Map.of("x", 1)))
        .forEach(call -> whole.add(pickle.writeCall(call, List.of()).array()));
    Random random = new Random(7);
    int refused = 0;
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = damage(whole, random);
      try {
        Object value = pickle.read(Bytes.of(damaged), Object.class);
        read++;
        pickle.read(pickle.write(value), Object.class);
        Type type = type(random.nextInt(7));
        if (i % 2 == 0) {
          pickle.readCall(Bytes.of(damaged)).args().forEach(arg -> pickle.convert(arg, type));
        } else {
          pickle.read(Bytes.of(damaged), type);
        }
      } catch (DeserializationException | SerializationException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(HexFormat.of().formatHex(damaged), e);
      }
    }
    assertThat(refused).isGreaterThan(5000);
    assertThat(read).isGreaterThan(500);
  }

  private static byte[] damage(List<byte[]> whole, Random random) throws Exception {
    byte[] one = whole.get(random.nextInt(whole.size())).clone();
    byte[] other = whole.get(random.nextInt(whole.size()));
    for (int i = random.nextInt(4); i >= 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> one[random.nextInt(one.length)] = (byte) random.nextInt(256);
        case 1 -> one[random.nextInt(one.length)] = OPCODES[random.nextInt(OPCODES.length)];
        case 2 -> one = Arrays.copyOf(one, 1 + random.nextInt(one.length + 3));
        default -> one = spliced(one, other, random);
      }
    }
    return one;
  }

  private static final byte[] OPCODES =
      "(.0123FIJKLMNPQRSTUVXabcd}eghijl]opqrstu)GBC\u0080\u0081\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096"
          .getBytes(StandardCharsets.ISO_8859_1);

  private static byte[] spliced(byte[] one, byte[] other, Random random) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(one, 0, random.nextInt(one.length));
    int from = random.nextInt(other.length);
    out.write(other, from, other.length - from);
    return out.size() == 0 ? one : out.toByteArray();
  }
}
