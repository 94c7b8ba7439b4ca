package io.rq.redis;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is, and how to talk to it. Begin with {@link #of} and change what shall differ.
 *
 * @param host its name or address
 * @param port its port
 * @param tls whether to encrypt
 * @param user the user to sign in as; {@code null}: the server's default user
 * @param password the password; {@code null}: none
 * @param database the number of the database, 0 unless the server has more
 * @param prefix what every key begins with; RQ knows {@code rq} only. One with a hash tag, {@code
 *     {rq}}, puts all keys into one slot of a cluster
 * @param connectTimeout how long to wait for a connection
 * @param answerTimeout how long to wait for an answer
 * @param connections how many connections there may be at once, waiting ones not counted
 * @param clientName what the server's list of clients shows for them; {@code null}: nothing
 */
public record RedisOptions(
    String host,
    int port,
    boolean tls,
    @Nullable String user,
    @Nullable String password,
    int database,
    String prefix,
    Duration connectTimeout,
    Duration answerTimeout,
    int connections,
    @Nullable String clientName) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if one of them cannot be meant
   */
  public RedisOptions {
    Objects.requireNonNull(host, "host");
    require(!host.isEmpty(), "an empty host");
    require(port > 0 && port < 65536, "port " + port);
    require(database >= 0, "database " + database);
    require(
        !prefix.isEmpty() && !prefix.endsWith(":"),
        "the prefix '" + prefix + "', empty or with a colon at its end");
    require(connectTimeout.toMillis() > 0, "the connect timeout " + connectTimeout);
    require(answerTimeout.toMillis() > 0, "the answer timeout " + answerTimeout);
    require(connections > 0, connections + " connections");
    require(
        clientName == null || clientName.matches("[!-~]+"),
        "the client name '" + clientName + "', empty or with blanks");
  }

  private static void require(boolean sane, String what) {
    if (!sane) {
      throw new IllegalArgumentException("Redis cannot be used with " + what);
    }
  }

  /**
   * Reads {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS.
   * Characters that a URL reserves are written as {@code %40} and so on in user and password.
   *
   * @throws IllegalArgumentException if the URL is another one; the message does not quote it, as
   *     it may hold a password
   */
  public static RedisOptions of(String url) {
    return RedisUrl.read(url);
  }

  /** The same with other keys. */
  public RedisOptions withPrefix(String newPrefix) {
    return new RedisOptions(
        host,
        port,
        tls,
        user,
        password,
        database,
        newPrefix,
        connectTimeout,
        answerTimeout,
        connections,
        clientName);
  }

  /** The same with other times to wait for a connection and for an answer. */
  public RedisOptions withTimeouts(Duration connect, Duration answer) {
    return new RedisOptions(
        host,
        port,
        tls,
        user,
        password,
        database,
        prefix,
        connect,
        answer,
        connections,
        clientName);
  }

  /** The same with another number of connections. */
  public RedisOptions withConnections(int atMost) {
    return new RedisOptions(
        host,
        port,
        tls,
        user,
        password,
        database,
        prefix,
        connectTimeout,
        answerTimeout,
        atMost,
        clientName);
  }

  /** The same with a name that the server's list of clients shows for every connection. */
  public RedisOptions withClientName(String name) {
    return new RedisOptions(
        host,
        port,
        tls,
        user,
        password,
        database,
        prefix,
        connectTimeout,
        answerTimeout,
        connections,
        name);
  }

  /** The address as a URL, without user and password. */
  public String address() {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (tls ? "rediss" : "redis") + "://" + bracketed + ":" + port + "/" + database;
  }

  /** The address and the prefix; never the password. */
  @Override
  public String toString() {
    return address() + " (keys " + prefix + ":…)";
  }
}
