package io.rq.redis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.rq.redis.cli.FunctionArguments.NotUnderstood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of arguments that RQ's tests of parse_function_arg show (CLI-10, CLI-11). */
class FunctionArgumentsTest {

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = directory.resolve("test.json");
    Files.writeString(file, "{\"test\": true}\n");
  }

  private static FunctionArguments parse(String... texts) {
    return FunctionArguments.parse(List.of(texts));
  }

  @Test
  void textIsItself() {
    assertThat(parse("abc", "", "=x", "a b").args()).containsExactly("abc", "", "=x", "a b");
  }

  @Test
  void jsonComesAfterAColon() {
    assertThat(parse(":{\"json\": true}", ":[1, 2.5, null]", ":\"x\"").args())
        .containsExactly(Map.of("json", true), Arrays.asList(1, 2.5, null), "x");
    assertThat(parse(":NaN", ":[-Infinity]").args())
        .containsExactly(Double.NaN, List.of(Double.NEGATIVE_INFINITY));
  }

  @Test
  void pythonComesAfterAPercentSign() {
    assertThat(parse("%1, 2", "%None", "%{'a': [True]}").args())
        .containsExactly(List.of(1, 2), null, Map.of("a", List.of(true)));
  }

  @Test
  void eachMayHaveAName() {
    FunctionArguments parsed =
        parse("key=value", "json:=[\"a\"]", "eval%=1.2", "url=http://x/?a=b:=c", "empty=");

    assertThat(parsed.args()).isEmpty();
    assertThat(parsed.kwargs())
        .containsExactly(
            entry("key", "value"),
            entry("json", List.of("a")),
            entry("eval", 1.2),
            entry("url", "http://x/?a=b:=c"),
            entry("empty", ""));
  }

  @Test
  void eachMayStandInAFile() {
    FunctionArguments parsed = parse("@" + file, ":@" + file, "text=@" + file, "json:=@" + file);

    assertThat(parsed.kwargs())
        .containsExactly(entry("text", "{\"test\": true}\n"), entry("json", Map.of("test", true)));
    assertThat(parsed.args()).startsWith("{\"test\": true}\n", Map.of("test", true));
  }

  @Test
  void whatIsWrongIsToldInRqsWords() {
    assertThatThrownBy(() -> parse("a", "k=v", ":[1"))
        .isInstanceOf(NotUnderstood.class)
        .hasMessage("Unable to parse 2. non keyword argument as JSON.");
    assertThatThrownBy(() -> parse("k:=nothing"))
        .isInstanceOf(NotUnderstood.class)
        .hasMessage("Unable to parse k as JSON.");
    assertThatThrownBy(() -> parse("%open('x')"))
        .isInstanceOf(NotUnderstood.class)
        .hasMessageStartingWith("Unable to eval 1. non keyword argument as Python object");
    assertThatThrownBy(() -> parse("k=1", "k:=2"))
        .isInstanceOf(NotUnderstood.class)
        .hasMessage("You can't specify multiple values for the same keyword.");
    assertThatThrownBy(() -> parse("@" + file + ".not"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("test.json.not")
        .hasMessageEndingWith("Not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {":1 2", ":{'a': 1}", ":", ":{\"a\":1}x"})
  void jsonIsOneValueAndNoMore(String argument) {
    assertThatThrownBy(() -> parse(argument)).isInstanceOf(NotUnderstood.class);
  }
}
