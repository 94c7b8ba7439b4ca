package io.rq.testkit.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.rq.CronInfo;
import io.rq.Job;
import io.rq.JobId;
import io.rq.JobStatus;
import io.rq.QueueName;
import io.rq.Rq;
import io.rq.RqConfig;
import io.rq.RqJob;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import io.rq.testkit.contract.Pins;
import io.rq.testkit.python.PythonPeer;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Every Java snippet of the README is compiled as it stands there, and run. */
class ReadmeTest {

  private static final String DOCUMENTED_URL = "redis://localhost:6379/0";

  /** Runs one snippet of Python, and after a line from us another one that goes on with it. */
  private static final String SESSION =
      """
      import sys
      exec(sys.argv[1])
      print('enqueued', flush=True)
      sys.stdin.readline()
      exec(sys.argv[2])
      """;

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
            public static void complain(io.rq.Job<?> job, Throwable error) {}
            @io.rq.RqCron("@monthly") public static void tidy() {}
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
    assertThat(snippets).as("one test per snippet").hasSize(13);
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
  void callsAreEnqueuedWithOptionsAtATimeAndTogether() throws Exception {
    runStatements(snippet("mail.submitAll("));

    try (Rq rq = RedisRq.connect(redis.url())) {
      List<Job<Object>> newcomers = rq.group("newcomers").jobs();
      assertThat(newcomers)
          .extracting(Job::status)
          .containsExactlyInAnyOrder(
              JobStatus.QUEUED,
              JobStatus.SCHEDULED,
              JobStatus.QUEUED,
              JobStatus.DEFERRED,
              JobStatus.QUEUED);
      newcomers.forEach(Job::delete);
      assertThat(rq.findGroup("newcomers")).isEmpty();
    }
  }

  @Test
  void anotherProcessWorks() throws Exception {
    try (Rq rq = RedisRq.connect(redis.url())) {
      Job<Object> job = rq.queue("high").enqueue("com.acme.tasks.Words.countAt", "four");
      CompletableFuture<Void> ended = new CompletableFuture<>();
      Thread process =
          new Thread(
              () -> complete(ended, () -> runStatements(snippet("rq.worker(\"high\", \"mail\")"))));
      process.start();

      assertThat(job.latestResult(Duration.ofSeconds(30)).orElseThrow().returnValue()).contains(4);

      process.interrupt();
      ended.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void anotherProcessEnqueuesByCron() throws Exception {
    try (Rq rq = RedisRq.connect(redis.url())) {
      CompletableFuture<Void> ended = new CompletableFuture<>();
      Thread process =
          new Thread(() -> complete(ended, () -> runStatements(snippet("rq.cronScheduler()"))));
      process.start();

      await().atMost(Duration.ofSeconds(30)).until(() -> !rq.queue().isEmpty());
      assertThat(rq.queue().jobs())
          .extracting(Job::description)
          .containsExactly("com.acme.tasks.Words.countAt('pulse')");
      assertThat(rq.cron().entries())
          .extracting(CronInfo::name)
          .containsExactly("Reports-tidy", "nightly", "pulse");
      assertThat(rq.cron().find("nightly").orElseThrow().isPaused()).isTrue();

      process.interrupt();
      ended.get(10, TimeUnit.SECONDS);
      rq.queue().empty();
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
  @Pins({"DEC-01", "F-09", "F-12", "F-13", "F-14"})
  void aProgramDeclaresItsJobs() throws Exception {
    runStatements(snippet("rq.job(Sums::add)"));

    try (Rq rq = RedisRq.connect(redis.url())) {
      assertThat(rq.queue("low").finished().jobs())
          .anySatisfy(job -> assertThat(job.returnValue()).contains(7));
      assertThat(rq.queue("high").finished().jobs())
          .anySatisfy(job -> assertThat(job.returnValue()).contains(11));
      assertThat(rq.queue("low").scheduled().size()).isEqualTo(2);
    }
  }

  @Test
  void springHandsOutObjects() throws Exception {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.registerBean(Greeter.class, () -> new Greeter("spring"));
      context.refresh();
      greets("spring", "springRq", ApplicationContext.class, context);
    }
  }

  @Test
  void guiceHandsOutObjects() throws Exception {
    Injector injector =
        Guice.createInjector(binder -> binder.bind(Greeter.class).toInstance(new Greeter("guice")));
    greets("guice", "guiceRq", Injector.class, injector);
  }

  private void greets(String name, String recipe, Class<?> type, Object container)
      throws Exception {
    Class<?> recipes =
        compile("Recipe", "public class Recipe {\npublic " + snippet(recipe + "(") + "\n}\n")
            .loadClass("com.acme.tasks.Recipe");
    Object made = recipes.getDeclaredConstructor().newInstance();
    Method open = recipes.getMethod(recipe, String.class, type);
    try (Rq rq = (Rq) open.invoke(made, redis.url(), container)) {
      // The object that is enqueued with is another one: it is the container's that is called.
      Greeter other = new Greeter("nobody");
      Job<String> job = rq.job(other::greet).with(o -> o.queue(name)).queue("bob");

      assertThat(rq.worker(name).burst().failures()).isEmpty();
      assertThat(job.returnValue()).contains(name + " greets bob");
    }
  }

  /** An object that a container hands out. */
  public static final class Greeter {

    private final String name;

    Greeter(String name) {
      this.name = name;
    }

    @RqJob
    public String greet(String whom) {
      return name + " greets " + whom;
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

  @ParameterizedTest
  @MethodSource("io.rq.testkit.python.PythonPeer#all")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aSessionWithPython(PythonPeer peer) throws Exception {
    peer.assumeThere();
    Readme readme = Readme.read();
    List<String> python = readme.snippets("python", "");
    assertThat(python).hasSize(3);
    try (Rq rq = RedisRq.connect(redis.url())) {
      rq.findJob("sum").ifPresent(Job::delete); // of the other peer
    }
    Files.writeString(directory.resolve("tasks.py"), python.get(0));

    runStatements(snippet("Call.path(\"tasks.add\""));
    String[] worker = readme.snippets("sh", "rq worker").get(0).strip().split(" ");
    assertThat(worker).startsWith("rq", "worker");
    worker[0] = "rq.cli";
    assertEndsWell(start(peer.command("-m"), worker));

    Process session = start(peer.command("-c"), SESSION, python.get(1), python.get(2));
    try (BufferedReader said = session.inputReader(StandardCharsets.UTF_8);
        Rq rq = RedisRq.connect(redis.url())) {
      assertThat(said.readLine()).isEqualTo("enqueued");
      runStatements(snippet("rq.job(\"sum\")"));
      assertThat(rq.job("sum").returnValue()).contains(3);
      session.getOutputStream().write('\n');
      session.getOutputStream().flush();
      assertThat(said.readLine()).isEqualTo("True 19");
    }
    assertEndsWell(session);
  }

  private Process start(ProcessBuilder builder, String... arguments) throws IOException {
    for (String argument : arguments) {
      builder.command().add(argument.replace(DOCUMENTED_URL, redis.url()));
    }
    return builder
        .directory(directory.toFile())
        .redirectError(directory.resolve("errors").toFile())
        .start();
  }

  private void assertEndsWell(Process process) throws Exception {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    assertThat(process.exitValue())
        .as("how it ended: %s", Files.readString(directory.resolve("errors")))
        .isZero();
  }

  private void runStatements(String snippet) throws Exception {
    String body = snippet.replace(DOCUMENTED_URL, redis.url());
    ClassLoader loader =
        compile(
            "Snippet",
            "public class Snippet implements java.util.concurrent.Callable<Object> {\n"
                + "@Override public Object call() throws Exception {\n"
                + body
                + "\nreturn null;\n}\n}\n");
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> compiled = loader.loadClass("com.acme.tasks.Snippet");
    ((Callable<?>) compiled.getDeclaredConstructor().newInstance()).call();
  }

  private ClassLoader compile(String name, String source) throws Exception {
    Map<String, String> sources = new HashMap<>(PROGRAM);
    sources.put(
        "com/acme/tasks/Sums.java",
        "package com.acme.tasks;\nimport io.rq.*;\n" + snippet("class Sums"));
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
