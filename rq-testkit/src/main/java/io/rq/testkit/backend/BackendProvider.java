package io.rq.testkit.backend;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Brings a kind of backend to the test kit. Found by {@link ServiceLoader}: whoever writes a
 * backend registers its provider in the tests, and names it in {@code @RqBackends}.
 */
public interface BackendProvider {

  /** The name by which tests ask for it, such as {@code redis}. */
  String name();

  /**
   * Why there is no such backend here, for the reader of a skipped test; empty if there is one. It
   * may start a server to find out. Asked before each test, so it should remember.
   */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /**
   * Opens an installation for one test: empty, and nobody else's.
   *
   * @param ownServer whether the test does things to the server that others would feel
   */
  Installation open(boolean ownServer);

  /**
   * The provider of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  static BackendProvider named(String name) {
    List<BackendProvider> all =
        ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return all.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no backend '"
                        + name
                        + "'. There are: "
                        + all.stream().map(BackendProvider::name).collect(Collectors.joining(", "))
                        + ". Others register a "
                        + BackendProvider.class.getName()
                        + " for ServiceLoader"));
  }
}
