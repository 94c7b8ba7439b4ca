package io.rq.testkit.bench;

import io.rq.Rq;
import io.rq.Serializer;
import io.rq.WorkReport;
import io.rq.inmemory.InMemoryRq;
import io.rq.redis.RedisRq;
import io.rq.testkit.RedisServer;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.generators.core.BenchmarkGenerator;
import org.openjdk.jmh.generators.core.FileSystemDestination;
import org.openjdk.jmh.generators.reflection.RFGeneratorSource;

/**
 * What one job costs, by JMH: run its main method, with JMH's arguments, such as {@code -f 3} or
 * the name of a benchmark. The code around the benchmarks is made there, and not by the build,
 * whose compiler runs no annotation processors.
 */
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Micro {

  private static final String[] ALL = {Micro.class.getSimpleName()};
  private static final Serializer JSON = Serializer.named("json");

  /** Where a job runs before {@code enqueue} returns. */
  @State(Scope.Benchmark)
  public static class Synchronous {
    final Rq rq = InMemoryRq.synchronous();
  }

  /** Where jobs wait in memory. */
  @State(Scope.Benchmark)
  public static class Queued {
    final Rq rq = InMemoryRq.queued();
  }

  /** A server, which is emptied now and then. */
  @State(Scope.Benchmark)
  public static class OnRedis {
    private final RedisServer server = RedisServer.start();
    final Rq rq = RedisRq.connect(server.url());

    /** Lets it not grow for ever. */
    @Setup(Level.Iteration)
    public void empty() {
      rq.queue().empty();
    }

    /** Ends both. */
    @TearDown
    public void close() {
      rq.close();
      server.close();
    }
  }

  /** Enqueues a job, which runs at once. */
  @Benchmark
  public Object synchronous(Synchronous memory) {
    return memory.rq.queue().enqueue(Throughput::add, 1, 2);
  }

  /** Enqueues a job and lets a worker run it. */
  @Benchmark
  public WorkReport queued(Queued memory) {
    memory.rq.queue().enqueue(Throughput::add, 1, 2);
    return memory.rq.worker().burst();
  }

  /** Writes a value and reads it. */
  @Benchmark
  public Object serializer() {
    return JSON.read(JSON.write(List.of(1, 2, "three")), Object.class);
  }

  /** Enqueues a job on Redis. */
  @Benchmark
  public Object enqueue(OnRedis redis) {
    return redis.rq.queue().enqueue(Throughput::add, 1, 2);
  }

  /** Runs the benchmarks, and ends as JMH does. */
  public static void main(String[] args) throws Exception {
    int code = jmh(Redirect.INHERIT, args.length == 0 ? ALL : args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Makes what JMH needs beside the benchmarks, starts it, and tells its exit code. */
  static int jmh(Redirect output, String... args) throws Exception {
    Path made = Files.createTempDirectory("rq-jmh");
    try {
      generate(made);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-classpath");
      command.add(made + File.pathSeparator + System.getProperty("java.class.path"));
      command.add("org.openjdk.jmh.Main");
      command.addAll(List.of(args));
      return new ProcessBuilder(command)
          .redirectOutput(output)
          .redirectError(output)
          .start()
          .waitFor();
    } finally {
      delete(made);
    }
  }

  private static void generate(Path made) throws IOException {
    RFGeneratorSource source = new RFGeneratorSource();
    source.processClasses(Micro.class);
    FileSystemDestination destination = new FileSystemDestination(made.toFile(), made.toFile());
    BenchmarkGenerator generator = new BenchmarkGenerator();
    generator.generate(source, destination);
    generator.complete(source, destination);
    if (destination.hasErrors()) {
      throw new IllegalStateException(destination.getErrors().toString());
    }
    compile(made);
  }

  private static void compile(Path made) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", made.toString()));
    try (Stream<Path> files = Files.walk(made)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("What JMH made cannot be compiled");
    }
  }

  private static void delete(Path made) throws IOException {
    try (Stream<Path> files = Files.walk(made)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
