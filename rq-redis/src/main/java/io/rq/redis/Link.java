package io.rq.redis;

import io.rq.BackendException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The way to the server: a pool of connections, and scripts that are brought there when it does not
 * have them.
 */
final class Link implements AutoCloseable {

  /** How often one call is sent on; two servers may name each other while slots move. */
  private static final int MOST_MOVES = 16;

  private final RedisOptions options;
  private final Failures failures;
  private final Servers servers;
  private final String prefix;
  private volatile boolean closed;

  private Link(RedisOptions options) {
    this.options = options;
    this.failures = new Failures(options);
    this.prefix = options.prefix() + ":";
    try {
      this.servers = Servers.of(options);
    } catch (JedisException e) {
      throw failures.connecting(e);
    }
  }

  /** Reaches the server, and checks that it is new enough. */
  static Link to(RedisOptions options) {
    Link link = new Link(options);
    try {
      link.checkServer();
      return link;
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private void checkServer() {
    try (Connection connection = borrow()) {
      CommandArguments info = new CommandArguments(Command.INFO).add("server");
      ServerVersion.check(Replies.text(connection.executeCommand(info)), options.address());
    } catch (JedisAccessControlException e) {
      if (!String.valueOf(e.getMessage()).startsWith("NOPERM")) {
        throw failures.connecting(e);
      }
      // Whoever forbids INFO answers for the version.
    } catch (JedisException e) {
      throw failures.during(e);
    }
  }

  /** What every key begins with, colon included. */
  String prefix() {
    return prefix;
  }

  Failures failures() {
    return failures;
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Runs one command, in one round trip; the key and the arguments are texts or bytes. A key that
   * is of another type than RQ's counts as missing, as in the scripts.
   */
  @Nullable Object call(ProtocolCommand command, String key, Object... arguments) {
    try {
      return call(new CommandArguments(command).key(prefix + key).addObjects(arguments));
    } catch (BackendException e) {
      if (Failures.isOfAWrongType(e)) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable Object call(CommandArguments command) {
    try {
      return attempt(command);
    } catch (JedisNoScriptException e) {
      throw failures.during(e);
    }
  }

  /** Runs one command; that a script is not known is for the caller to mend. */
  private @Nullable Object attempt(CommandArguments command) {
    for (int moves = 0; true; moves++) {
      try {
        return attemptOnce(command);
      } catch (JedisMovedDataException e) {
        if (moves == MOST_MOVES || !follow(e)) {
          throw failures.during(e);
        }
      }
    }
  }

  /** Goes where that server says that the keys are; {@code false}: not here. */
  boolean follow(JedisMovedDataException answer) {
    return servers.follow(answer);
  }

  private @Nullable Object attemptOnce(CommandArguments command) {
    try (Connection connection = borrow()) {
      return connection.executeCommand(command);
    } catch (JedisNoScriptException | JedisMovedDataException e) {
      throw e;
    } catch (JedisConnectionException | JedisClusterException e) {
      // When one connection broke, those that lie idle did, most likely; each would fail one call
      // more.
      servers.clear();
      throw failures.during(e);
    } catch (JedisException e) {
      throw failures.during(e);
    }
  }

  /** Runs a script: one round trip, and one more when this server does not know it. */
  @Nullable Object run(Script script, Arguments arguments) {
    try {
      return attempt(evaluation(Command.EVALSHA, script.sha(), arguments));
    } catch (JedisNoScriptException e) {
      // The text itself, after which the server knows it: it may forget again at any time.
      return call(evaluation(Command.EVAL, script.text(), arguments));
    }
  }

  private CommandArguments evaluation(Command command, String script, Arguments arguments) {
    CommandArguments evaluation = new CommandArguments(command).add(script).add(1).key(prefix);
    arguments.addTo(evaluation);
    return evaluation;
  }

  /** Opens a connection for calls that wait; whoever asked for it closes it. */
  Connection open() {
    if (closed) {
      throw failures.closed(null);
    }
    try {
      return servers.open();
    } catch (JedisException e) {
      throw failures.connecting(e);
    }
  }

  /** Where the server is, as far as is known. */
  HostAndPort server() {
    return servers.address();
  }

  /** How long to wait for the answer to a call that waits at the server, in milliseconds. */
  int patience(Duration waiting) {
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, waiting.plus(options.answerTimeout()).toMillis()));
  }

  /** How long it takes at the most to connect and to get one answer. */
  Duration patience() {
    return options.connectTimeout().plus(options.answerTimeout());
  }

  /**
   * Waits until a connection is free. An interrupt meanwhile is meant for the job: the call is made
   * all the same, and the thread stays interrupted.
   */
  private Connection borrow() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return borrowInterruptibly();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Connection borrowInterruptibly() throws InterruptedException {
    if (closed) {
      throw failures.closed(null);
    }
    try {
      return servers.borrow();
    } catch (JedisException e) {
      if (e.getCause() instanceof InterruptedException interrupt) {
        throw interrupt;
      }
      throw failures.connecting(e);
    } catch (IllegalStateException e) {
      throw failures.closed(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    servers.close();
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
