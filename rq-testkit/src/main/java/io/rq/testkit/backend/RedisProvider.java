package io.rq.testkit.backend;

import io.rq.testkit.RedisServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each test gets keys of its own on the {@linkplain RedisServer#shared() shared server}, or a
 * server of its own if it does things to it that others would feel. Needs {@code rq-redis} on the
 * class path.
 */
public final class RedisProvider implements BackendProvider {

  /** Why there is none; empty if there is one; {@code null}: nobody looked yet. */
  private static @Nullable String missing;

  /** For {@link java.util.ServiceLoader}. */
  public RedisProvider() {}

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Optional<String> missing() {
    synchronized (RedisProvider.class) {
      if (missing == null) {
        missing = lookFor();
      }
      return Optional.of(missing).filter(reason -> !reason.isEmpty());
    }
  }

  private static String lookFor() {
    try {
      Class.forName("io.rq.redis.RedisBackend");
      RedisServer.shared();
      return "";
    } catch (ClassNotFoundException e) {
      return "rq-redis is not on the class path";
    } catch (ExceptionInInitializerError e) {
      return String.valueOf(e.getCause());
    }
  }

  @Override
  public Installation open(boolean ownServer) {
    return ownServer
        ? RedisInstallation.on(RedisServer.start(), true)
        : RedisInstallation.on(RedisServer.shared(), false);
  }
}
