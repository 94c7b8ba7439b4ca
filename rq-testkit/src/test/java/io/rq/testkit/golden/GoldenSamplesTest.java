package io.rq.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.JsonSerializer;
import io.rq.spi.Bytes;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values as Python's {@code json.dumps} writes them are read, and written again to the byte. */
class GoldenSamplesTest {

  private static final Map<String, String> JSON = Golden.read("serializer-samples").jsonSamples();

  private final JsonSerializer serializer = new JsonSerializer();

  static Set<String> samples() {
    return JSON.keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void comeAndGoUnchanged(String sample) {
    Object value = serializer.read(Bytes.ofText(JSON.get(sample)), Object.class);

    assertThat(serializer.write(value).text()).isEqualTo(JSON.get(sample));
  }
}
