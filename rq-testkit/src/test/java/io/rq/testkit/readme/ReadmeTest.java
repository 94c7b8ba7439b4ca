package io.rq.testkit.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.rq.Job;
import io.rq.JobId;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.RqConfig;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Every Java snippet of the README is compiled as it stands there, and run. */
class ReadmeTest {

  private static final String DOCUMENTED_URL = "redis://localhost:6379/0";

  /** The classes that the snippets speak of. */
  private static final Map<String, String> PROGRAM =
      Map.of(
          "com/acme/tasks/Words.java",
          """
          package com.acme.tasks;
          public class Words {
            public static int countAt(String url) { return url.length(); }
          }
          """,
          "com/acme/tasks/Reports.java",
          """
          package com.acme.tasks;
          public class Reports {
            public static String build(int year) { return "report of " + year; }
            public static void announce(io.rq.Job<String> job, String report) {}
          }
          """,
          "com/acme/tasks/Mailer.java",
          """
          package com.acme.tasks;
          public class Mailer {
            public static void welcome(String address) { System.setProperty("readme.welcomed", address); }
          }
          """,
          "com/acme/tasks/Alarms.java",
          """
          package com.acme.tasks;
          public class Alarms {
            public static boolean raise(io.rq.Job<?> job, Throwable error) {
              System.setProperty("readme.alarm." + job.id(), "raised");
              return true;
            }
          }
          """,
          "com/acme/tasks/SignUp.java",
          """
          package com.acme.tasks;
          public class SignUp {
            private final io.rq.Rq rq;
            public SignUp(io.rq.Rq rq) { this.rq = rq; }
            public void register(String address) { rq.queue("mail").enqueue(Mailer::welcome, address); }
          }
          """);

  private static RedisServer redis;

  @TempDir private Path directory;

  private List<String> snippets;

  @BeforeAll
  static void startRedis() throws Exception {
    redis = RedisServer.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void read() throws Exception {
    snippets = Readme.read().javaSnippets();
    assertThat(snippets).as("one test per snippet").hasSize(5);
  }

  /** The one snippet that says that. */
  private String snippet(String words) {
    List<String> found = snippets.stream().filter(text -> text.contains(words)).toList();
    assertThat(found).as("the snippet with %s", words).hasSize(1);
    return found.get(0);
  }

  @Test
  void aProgramEnqueues() throws Exception {
    runStatements(snippet("mail.enqueue(Words::countAt"));

    try (Rq rq = RedisRq.connect(redis.url())) {
      assertThat(rq.queue("mail").size()).isEqualTo(2);
      assertThat(rq.queue("mail").scheduled().size()).isEqualTo(1);
      Job<Object> report = rq.job("report-2026");
      assertThat(report.description()).isEqualTo("com.acme.tasks.Reports.build(2026)");
      assertThat(report.meta()).containsEntry("owner", "ann");
      assertThat(rq.queue("mail").deferred().jobIds()).containsExactly(JobId.of("report-2026"));
    }
  }

  @Test
  void anotherProcessWorks() throws Exception {
    try (Rq rq = RedisRq.connect(redis.url())) {
      Job<Object> job = rq.queue("high").enqueue("com.acme.tasks.Words.countAt", "four");
      CompletableFuture<Void> ended = new CompletableFuture<>();
      Thread process =
          new Thread(() -> complete(ended, () -> runStatements(snippet("rq.worker("))));
      process.start();

      assertThat(job.latestResult(Duration.ofSeconds(30)).orElseThrow().returnValue()).contains(4);

      process.interrupt();
      ended.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void anotherProcessWorksOnSeveralAtOnce() throws Exception {
    try (Rq rq = RedisRq.connect(redis.url())) {
      Job<Object> good = rq.queue("high").enqueue("com.acme.tasks.Words.countAt", "four");
      Job<Object> bad = rq.queue("high").enqueue("com.acme.tasks.Words.countAt");
      CompletableFuture<Void> ended = new CompletableFuture<>();
      Thread process =
          new Thread(() -> complete(ended, () -> runStatements(snippet("rq.workerPool("))));
      process.start();

      assertThat(good.latestResult(Duration.ofSeconds(30)).orElseThrow().returnValue()).contains(4);
      assertThat(bad.latestResult(Duration.ofSeconds(30))).isPresent();
      assertThat(System.clearProperty("readme.alarm." + bad.id())).isEqualTo("raised");

      process.interrupt();
      ended.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  @Pins({"F-03", "F-04"})
  void aProgramIsConfigured() throws Exception {
    runStatements(snippet("RqConfig"));

    try (Rq rq = RedisRq.connect(redis.url())) {
      assertThat(rq.queue("high").jobs())
          .anySatisfy(job -> assertThat(job.timeout()).contains(Duration.ofMinutes(5)));
    }
  }

  @Test
  void theNamesOfTheSettingsAreThoseOfTheProgram() throws Exception {
    Path file = directory.resolve("rq.properties");
    Files.writeString(file, Readme.read().block("properties"));

    assertThat(RqConfig.read(file).queues()).map(QueueName::value).contains("high");
  }

  @Test
  void aUnitTestRunsInMemory() throws Exception {
    Class<?> test =
        compile("SignUpTest", snippet("class SignUpTest")).loadClass("com.acme.tasks.SignUpTest");

    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .execute()
        .testEvents()
        .assertStatistics(tests -> tests.succeeded(1).failed(0));
    assertThat(System.clearProperty("readme.welcomed")).isEqualTo("a@b");
  }

  private void runStatements(String snippet) throws Exception {
    String body = snippet.replace(DOCUMENTED_URL, redis.url());
    ClassLoader loader =
        compile(
            "Snippet",
            "public class Snippet implements Runnable {\n@Override public void run() {\n"
                + body
                + "\n}\n}\n");
    Thread.currentThread().setContextClassLoader(loader);
    ((Runnable) loader.loadClass("com.acme.tasks.Snippet").getDeclaredConstructor().newInstance())
        .run();
  }

  private ClassLoader compile(String name, String source) throws Exception {
    Map<String, String> sources = new HashMap<>(PROGRAM);
    sources.put(
        "com/acme/tasks/" + name + ".java", "package com.acme.tasks;\n" + Readme.IMPORTS + source);
    return Readme.compile(directory, sources);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void complete(CompletableFuture<Void> ended, Step step) {
    try {
      step.run();
      ended.complete(null);
    } catch (Exception e) {
      ended.completeExceptionally(e);
    }
  }
}
