package io.rq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** J-11. */
class CallTextTest {

  @Test
  void readsLikeACall() {
    assertThat(CallText.of("tasks.add", Arrays.asList(1, "two", null), Map.of("z", 1, "y", 2)))
        .isEqualTo("tasks.add(1, 'two', null, y=2, z=1)");
  }

  @Test
  void cutsALongArgumentAt75Characters() {
    String text = CallText.of("f", List.of(List.of("x".repeat(200))), Map.of());

    assertThat(text).isEqualTo("f([" + "x".repeat(74) + "...)");
  }

  @Test
  void showsArraysAsLists() {
    assertThat(
            CallText.of(
                "f",
                List.of(
                    new int[] {1, 2}, new String[] {"a", "b"}, new long[][] {{1}, {}}, new byte[0]),
                Map.of("k", new double[] {0.5})))
        .isEqualTo("f([1, 2], [a, b], [[1], []], [], k=[0.5])");
  }

  @Test
  void looksAtNoMoreOfAnArrayThanItShows() {
    String text = CallText.of("f", List.of(new byte[100_000_000]), Map.of());

    assertThat(text).isEqualTo("f([" + "0, ".repeat(24) + "0,...)");
  }

  @Test
  void doesNotCutACharacterInTwo() {
    String text = CallText.of("f", List.of("x".repeat(73) + "😀😀"), Map.of());

    assertThat(text).isEqualTo("f('" + "x".repeat(73) + "...)");
  }
}
