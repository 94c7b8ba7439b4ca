package io.rq.redis.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The user's program whose functions the jobs call: where it is, and what of it may be called. */
final class Program {

  @Option(
      names = {"-P", "--classpath"},
      paramLabel = "JARS",
      description = {
        "The jars and directories of the jobs' classes, separated as in a class path, or repeated."
      })
  private List<String> classpath = new ArrayList<>();

  @Option(
      names = "--allow",
      paramLabel = "PACKAGE",
      description = {
        "A package whose methods jobs may call, with those below it; repeatable. Methods with @RqJob"
            + " or @RqCron may be called anyway."
      })
  private List<String> allowed = new ArrayList<>();

  /** The packages that may be called. */
  List<String> allowed() {
    return allowed;
  }

  /**
   * What loads its classes; kept open to the end of this program.
   *
   * @throws Failure if something is not there
   */
  ClassLoader loader() {
    List<URL> places = new ArrayList<>();
    for (String entries : classpath) {
      for (String entry : entries.split(File.pathSeparator, -1)) {
        if (!entry.isBlank()) {
          places.add(place(Path.of(entry)));
        }
      }
    }
    ClassLoader own = Program.class.getClassLoader();
    return places.isEmpty() ? own : new URLClassLoader("jobs", places.toArray(new URL[0]), own);
  }

  private static URL place(Path path) {
    if (!Files.exists(path)) {
      throw new Failure("--classpath: there is no " + path);
    }
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new Failure("--classpath: " + path + " cannot be read from", e);
    }
  }
}
