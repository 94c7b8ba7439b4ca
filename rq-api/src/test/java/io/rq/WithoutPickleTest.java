package io.rq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs that do not have {@code net.razorvine:pickle}. */
class WithoutPickleTest {

  @Test
  void needNotHaveItAndAreToldIfTheyDo() throws Exception {
    try (URLClassLoader program =
        new URLClassLoader(classPathWithoutIt(), ClassLoader.getPlatformClassLoader())) {
      Method named = program.loadClass("io.rq.Serializer").getMethod("named", String.class);

      assertThat(named.invoke(null, "json").getClass().getName()).isEqualTo("io.rq.JsonSerializer");
      assertThatThrownBy(() -> named.invoke(null, "pickle"))
          .cause()
          .hasMessage(
              "The serializer pickle needs net.razorvine:pickle; add it to the program's dependencies");
    }
  }

  private static URL[] classPathWithoutIt() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("razorvine")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
