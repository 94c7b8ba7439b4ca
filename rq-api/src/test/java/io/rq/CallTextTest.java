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
  void doesNotCutACharacterInTwo() {
    String text = CallText.of("f", List.of("x".repeat(73) + "😀😀"), Map.of());

    assertThat(text).isEqualTo("f('" + "x".repeat(73) + "...)");
  }
}
