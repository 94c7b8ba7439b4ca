package io.rq.testkit.jdbc;

import io.rq.spi.Backend;
import io.rq.testkit.backend.BackendProvider;
import io.rq.testkit.backend.Installation;

/** Gives each test a database of its own. */
public final class H2Provider implements BackendProvider {

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public Installation open(boolean ownServer) {
    return new H2Installation(new H2Backend());
  }

  private record H2Installation(Backend backend) implements Installation {

    @Override
    public void close() {
      // The database went with the backend.
    }

    @Override
    public String toString() {
      return backend.toString();
    }
  }
}
