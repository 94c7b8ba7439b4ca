package io.rq.testkit.backend;

import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Backend;

/** Each test gets memory of its own. */
public final class InMemoryProvider implements BackendProvider {

  /** For {@link java.util.ServiceLoader}. */
  public InMemoryProvider() {}

  @Override
  public String name() {
    return "inmemory";
  }

  @Override
  public Installation open(boolean ownServer) {
    Backend backend = new InMemoryBackend();
    return new Installation() {
      @Override
      public Backend backend() {
        return backend;
      }

      @Override
      public void close() {}

      @Override
      public String toString() {
        return name();
      }
    };
  }
}
