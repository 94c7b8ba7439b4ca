package io.rq.testkit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import org.junit.jupiter.api.Test;

class MicroTest {

  @Test
  void endsAsJmhDoes() throws Exception {
    assertThat(Micro.jmh(Redirect.DISCARD, "-l")).isZero();
    assertThat(Micro.jmh(Redirect.DISCARD, "noBenchmarkOfThatName")).isOne();
  }
}
