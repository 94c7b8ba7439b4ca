package io.rq.testkit.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The README of this repository, and a compiler for its snippets. */
public final class Readme {

  private static final Pattern SNIPPET = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

  /** What a reader would import. */
  static final String IMPORTS =
      """
      import static io.rq.testkit.RqAssertions.assertThat;
      import static io.rq.testkit.RqAssertions.enqueuedBy;
      import static io.rq.testkit.RqAssertions.job;
      import static org.assertj.core.api.Assertions.assertThat;
      import static org.assertj.core.api.Assertions.assertThatThrownBy;
      import io.rq.*;
      import io.rq.Queue;
      import io.rq.inmemory.*;
      import io.rq.redis.*;
      import io.rq.testkit.*;
      import java.time.*;
      import java.util.*;
      import org.junit.jupiter.api.Test;
      """;

  private final String text;

  private Readme(String text) {
    this.text = text;
  }

  public static Readme read() throws IOException {
    return new Readme(Files.readString(root().resolve("README.md")));
  }

  /** The one of the test kit. */
  static Readme ofTheKit() throws IOException {
    return new Readme(Files.readString(root().resolve("rq-testkit").resolve("README.md")));
  }

  /** The guide for those who write a backend. */
  static Readme forBackends() throws IOException {
    return new Readme(Files.readString(root().resolve("rq-testkit").resolve("BACKENDS.md")));
  }

  static Path root() {
    Path module = Path.of("").toAbsolutePath();
    return Files.exists(module.resolve("LICENSE")) ? module : module.getParent();
  }

  String text() {
    return text;
  }

  /** What stands under a heading of the second level. */
  public String section(String heading) {
    int start = text.indexOf("\n## " + heading + "\n");
    assertThat(start).as("where the README says: %s", heading).isNotNegative();
    int end = text.indexOf("\n## ", start + 1);
    return end < 0 ? text.substring(start) : text.substring(start, end);
  }

  /** The first block of that language. */
  String block(String language) {
    String opening = "```" + language + "\n";
    int start = text.indexOf(opening);
    assertThat(start).as("a block of %s", language).isNotNegative();
    return text.substring(start + opening.length(), text.indexOf("```", start + 3));
  }

  List<String> javaSnippets() {
    return snippets("java", "");
  }

  /** The snippets in a language that have these words. */
  List<String> snippets(String language, String words) {
    return SNIPPET
        .matcher(text)
        .results()
        .filter((MatchResult found) -> found.group(1).equals(language))
        .map(found -> found.group(2))
        .filter(snippet -> snippet.contains(words))
        .toList();
  }

  /** Compiles sources, by the name of their files, and gives a loader for their classes. */
  static ClassLoader compile(Path directory, Map<String, String> sources) throws IOException {
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = directory.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> paths = sources.keySet().stream().map(directory::resolve).toList();
      List<String> options = List.of("-parameters", "-proc:none", "-d", directory.toString());
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(paths))
              .call();
      assertThat(compiled).as("the README's snippet compiles: %s", messages).isTrue();
    }
    return new URLClassLoader(new URL[] {url(directory)}, Readme.class.getClassLoader());
  }

  private static URL url(Path directory) {
    try {
      return directory.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
