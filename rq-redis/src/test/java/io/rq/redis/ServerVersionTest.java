package io.rq.redis;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rq.BackendException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

  private static final String ADDRESS = "redis://localhost:6379/0";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Server\r\nredis_version:6.2.0\r\nredis_mode:standalone\r\n",
        "# Server\r\nredis_version:7.0.15\r\n",
        "# Server\r\nredis_version:10.0.0\r\n",
        "# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\n",
        "# Server\r\nredis_version:7.2.4\r\nvalkey_version:7.2.5\r\n",
        "# Server\r\nsomething_else:1\r\n",
        ""
      })
  void newEnoughOrUnknownPasses(String info) {
    assertThatCode(() -> ServerVersion.check(info, ADDRESS)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "5.0.14, Redis 5.0.14",
    "6.0.16, Redis 6.0.16",
    "6.1.999, Redis 6.1.999",
    "2.8.0, Redis 2.8.0"
  })
  void tooOldSaysWhatIsThereAndWhatIsNeeded(String version, String found) {
    String info = "# Server\r\nredis_version:" + version + "\r\nredis_mode:standalone\r\n";

    assertThatThrownBy(() -> ServerVersion.check(info, ADDRESS))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(ADDRESS)
        .hasMessageContaining(found)
        .hasMessageContaining("needs Redis 6.2");
  }
}
