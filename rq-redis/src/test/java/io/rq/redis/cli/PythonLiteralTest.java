package io.rq.redis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Literals, as Python's ast.literal_eval reads them (CLI-10). */
class PythonLiteralTest {

  static Stream<Arguments> literals() {
    return Stream.of(
        Arguments.of("None", null),
        Arguments.of(" True ", true),
        Arguments.of("False", false),
        Arguments.of("0", 0),
        Arguments.of("-17", -17),
        Arguments.of("+1_000", 1000),
        Arguments.of("2147483647", Integer.MAX_VALUE),
        Arguments.of("-2147483648", Integer.MIN_VALUE),
        Arguments.of("2147483648", 2147483648L),
        Arguments.of("9223372036854775808", new BigInteger("9223372036854775808")),
        Arguments.of("0xff", 255),
        Arguments.of("0o17", 15),
        Arguments.of("0b101", 5),
        Arguments.of("1.5", 1.5),
        Arguments.of("-.5", -0.5),
        Arguments.of("1.", 1.0),
        Arguments.of("1e3", 1000.0),
        Arguments.of("00", 0),
        Arguments.of("01.5E-0_1", 0.15),
        Arguments.of("0x_ff", 255),
        Arguments.of("''", ""),
        Arguments.of("'it''s'", "its"),
        Arguments.of("\"it's\"", "it's"),
        Arguments.of("'a' \"b\"", "ab"),
        Arguments.of("u'ü'", "ü"),
        Arguments.of("'''a\n'b'''", "a\n'b"),
        Arguments.of("'\\n\\t\\'\\\\\\x41\\101\\u00e4\\U0001F600\\q'", "\n\t'\\AAä😀\\q"),
        Arguments.of("r'\\n\\''", "\\n\\'"),
        Arguments.of("b'a\\xff'", new byte[] {'a', (byte) 0xff}),
        Arguments.of("Rb'\\x'", new byte[] {'\\', 'x'}),
        Arguments.of("()", List.of()),
        Arguments.of("(1)", 1),
        Arguments.of("(1,)", List.of(1)),
        Arguments.of("1,", List.of(1)),
        Arguments.of("1, (2, 3)", List.of(1, List.of(2, 3))),
        Arguments.of("[]", List.of()),
        Arguments.of("[1, None, ]", Arrays.asList(1, null)),
        Arguments.of("{}", Map.of()),
        Arguments.of("{'a': 1, 2: {'b': []},}", Map.of("a", 1, 2, Map.of("b", List.of()))),
        Arguments.of("{(1, 2): 3}", Map.of(List.of(1, 2), 3)),
        Arguments.of("{1, 2, 1}", Set.of(1, 2)),
        Arguments.of("set()", Set.of()));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void areRead(String text, Object value) {
    assertThat(PythonLiteral.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "none",
        "true",
        "null",
        "1 2",
        "01x",
        "01",
        "1_",
        "1__0",
        "0x_",
        "ru'a'",
        "1x",
        "--1",
        "-'a'",
        "'a",
        "'a\nb'",
        "b'ü'",
        "'a' b'b'",
        "[1",
        "[1 2]",
        "[,]",
        "(,)",
        "{1: }",
        "{1: 2, 3}",
        "{1, 2: 3}",
        "open('x')",
        "__import__('os')",
        "[].x",
        "'a'.upper()",
        "1 + 1",
        "f'{x}'",
        "'\\x4'",
        "'\\u12'",
        "set(1)",
        "'\\N{DIGIT ONE}'",
        "0x",
        "1e",
        "lambda: 1",
        "'\\"
      })
  void nothingElseIs(String text) {
    assertThatThrownBy(() -> PythonLiteral.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is expected");
  }

  @Test
  void depthHasAnEnd() {
    assertThatThrownBy(() -> PythonLiteral.parse("[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
