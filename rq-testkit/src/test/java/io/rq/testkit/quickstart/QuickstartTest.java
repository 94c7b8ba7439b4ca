package io.rq.testkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.testkit.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

  @TempDir private Path directory;

  private Path text;

  @BeforeEach
  void write() throws Exception {
    text = directory.resolve("text.md");
    Files.writeString(text, "  one two\n\nthree\tfour   five\n");
  }

  private String output(@Nullable String redisUrl) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Quickstart.run(text, redisUrl, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void countsTheWordsInMemory() throws Exception {
    assertThat(output(null))
        .contains("Enqueued io.rq.testkit.quickstart.Words.countWordsAtUrl('http://127.0.0.1:")
        .contains("QUEUED, 1 in the queue")
        .containsPattern(
            "(?s)finished, 5 words, result is kept for 500 seconds.*finished, 5 words");
  }

  @Test
  void countsTheWordsThroughRedis() throws Exception {
    try (RedisServer redis = RedisServer.start()) {
      assertThat(output(redis.url()))
          .contains("RQ, Redis at redis://127.0.0.1:")
          .containsPattern(
              "(?s)finished, 5 words, result is kept for 500 seconds.*finished, 5 words");
    }
  }

  @Test
  void countsAsAScannerDoes() throws Exception {
    try (Scanner words = new Scanner(text, StandardCharsets.UTF_8);
        TextServer server = TextServer.serving(text)) {
      assertThat(Words.countWordsAtUrl(server.url())).isEqualTo((int) words.tokens().count());
    }
  }
}
