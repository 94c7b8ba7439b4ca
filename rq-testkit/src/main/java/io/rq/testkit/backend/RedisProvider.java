package io.rq.testkit.backend;

import io.rq.testkit.RedisServer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
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
        missing = lookFor(RedisServer::shared);
      }
      return Optional.of(missing).filter(reason -> !reason.isEmpty());
    }
  }

  /** What {@link #missing} says; a setting that is wrong is not missing, but an error. */
  static String lookFor(Supplier<RedisServer> servers) {
    try {
      Class.forName("io.rq.redis.RedisBackend");
      Objects.requireNonNull(servers.get());
      return "";
    } catch (ClassNotFoundException e) {
      return "rq-redis is not on the class path";
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public Installation open(boolean ownServer) {
    return ownServer
        ? RedisInstallation.on(RedisServer.start(), true)
        : RedisInstallation.on(RedisServer.shared(), false);
  }
}
