package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZlibTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 8191, 8192, 8193, 1_000_000})
  void packsAndUnpacksAnySize(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);

    assertThat(Zlib.unpack(Zlib.pack(bytes))).get().isEqualTo(bytes);
  }

  @Test
  void unpacksWhatMultipliesManyTimes() {
    byte[] zeros = new byte[3_000_000];

    assertThat(Zlib.unpack(Zlib.pack(zeros))).get().isEqualTo(zeros);
  }

  @Test
  void packsAtTheUsualLevel() {
    byte[] packed =
        Zlib.pack("[\"demo_tasks.add\", null, [1], {\"y\": 2}]".getBytes(StandardCharsets.UTF_8));

    assertThat(packed).startsWith(0x78, 0x9c);
  }

  @Test
  void unpacksWhatPythonPacked() {
    byte[] packed = Hash.base64("eJyLVkpJzc2PL0kszi7WS0xJUdJRyCvNydFRiDaM1VGoVqpUslIwqo0FAAYUDEc=");

    assertThat(Zlib.unpack(packed))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .contains("[\"demo_tasks.add\", null, [1], {\"y\": 2}]");
  }

  @Test
  void unpacksTheEmptyTextThatRequeueWrites() {
    assertThat(Zlib.unpack(Hash.base64("eJwDAAAAAAE="))).get().isEqualTo(new byte[0]);
  }

  @Test
  void leavesAloneWhatFollowsAStream() {
    byte[] packed = Zlib.pack(new byte[] {1, 2, 3});

    assertThat(Zlib.unpack(Arrays.copyOf(packed, packed.length + 5)))
        .get()
        .isEqualTo(new byte[] {1, 2, 3});
  }

  @Test
  void takesNothingElseForAStream() {
    byte[] packed = Zlib.pack(new byte[100]);

    assertThat(Zlib.unpack(new byte[0])).isEmpty();
    assertThat(Zlib.unpack("[\"f\", null, [], {}]".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(Zlib.unpack(Arrays.copyOf(packed, packed.length - 5))).isEmpty();
  }

  @Test
  void unpacksNoMoreThanSixtyFourMebibytes() {
    byte[] most = Zlib.pack(new byte[64 << 20]);
    byte[] tooMuch = Zlib.pack(new byte[(64 << 20) + 1]);

    assertThat(Zlib.unpack(most)).get().extracting(bytes -> bytes.length).isEqualTo(64 << 20);
    assertThatThrownBy(() -> Zlib.unpack(tooMuch)).isInstanceOf(Zlib.TooLargeException.class);
  }
}
