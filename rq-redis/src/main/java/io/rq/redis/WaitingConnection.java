package io.rq.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * A connection for calls that wait at the server and change nothing there. One thread calls; any
 * other may close it, which ends the call.
 */
final class WaitingConnection implements AutoCloseable {

  private final Link link;
  private @Nullable Connection current;
  private boolean closed;

  WaitingConnection(Link link) {
    this.link = link;
  }

  /**
   * Runs a command that waits at the server for at most that long. The server drops connections
   * that lay idle, so that one which was used before is worth a second attempt; so is another
   * server, where this one has the keys no more.
   */
  @Nullable Object call(CommandArguments command, Duration waiting) {
    boolean used = isConnected();
    HostAndPort server = link.server();
    try {
      return attempt(command, waiting);
    } catch (JedisConnectionException e) {
      disconnect();
      if ((!used && server.equals(link.server())) || isClosed()) {
        throw link.failures().during(e);
      }
    } catch (JedisMovedDataException e) {
      disconnect();
      if (!link.follow(e)) {
        throw link.failures().during(e);
      }
    } catch (JedisException e) {
      throw link.failures().during(e);
    }
    try {
      return attempt(command, waiting);
    } catch (JedisException e) {
      disconnect();
      throw link.failures().during(e);
    }
  }

  private @Nullable Object attempt(CommandArguments command, Duration waiting) {
    Connection connection = connected();
    connection.setSoTimeout(link.patience(waiting));
    return connection.executeCommand(command);
  }

  private synchronized Connection connected() {
    if (closed) {
      throw link.failures().closed(null);
    }
    if (current == null) {
      current = link.open();
    }
    return current;
  }

  private synchronized boolean isConnected() {
    return current != null;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Lets go of the connection; the next call makes another one. */
  synchronized void disconnect() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      Servers.cut(connection);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
  }
}
