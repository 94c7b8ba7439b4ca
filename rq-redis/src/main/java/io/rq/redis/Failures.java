package io.rq.redis;

import io.rq.BackendException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Says in words what went wrong between here and the server, and what to do. */
final class Failures {

  /**
   * What stands in front of the answer to a command that a script made, as often as it was passed
   * on; behind it stands the code, as if the command had been made from here.
   */
  private static final Pattern PLACE_IN_A_SCRIPT =
      Pattern.compile("^.*@?user_script: ?\\d+: (?=[A-Z]+ )", Pattern.DOTALL);

  private final RedisOptions options;

  Failures(RedisOptions options) {
    this.options = options;
  }

  /** What a call ran into that had reached the server, or may have. */
  BackendException during(JedisException failure) {
    if (failure instanceof JedisDataException) {
      return answered(failure);
    }
    Throwable root = root(failure);
    if (failure instanceof JedisConnectionException && root instanceof SocketTimeoutException) {
      return new BackendException(
          "Redis at %s did not answer within %s ms; whether the call had effect is unknown. Is it overloaded or cut off?"
              .formatted(options.address(), options.answerTimeout().toMillis()),
          failure);
    }
    return new BackendException(
        "Lost the connection to Redis at %s: %s; whether the call had effect is unknown. Is it running?"
            .formatted(options.address(), text(root)),
        failure);
  }

  /** What kept a connection from being made; the call was not sent. */
  BackendException connecting(JedisException failure) {
    Throwable answer = failure;
    while (answer != null && !(answer instanceof JedisDataException)) {
      answer = answer.getCause();
    }
    if (answer != null) {
      return answered((JedisDataException) answer);
    }
    Throwable root = root(failure);
    return new BackendException(
        "Cannot reach Redis at %s: %s. %s".formatted(options.address(), text(root), advice(root)),
        failure);
  }

  /** What may be wrong where a server is there, or nobody knows, but no talk begins. */
  private String advice(Throwable root) {
    if (options.sentinels() != null) {
      return "Are the Sentinels running, and do they know a master of that name?";
    }
    if (!options.cluster().isEmpty() && !(root instanceof GeneralSecurityException)) {
      return "Are its servers running, and is one of them the master of each slot?";
    }
    if (root instanceof ConnectException || root instanceof UnknownHostException) {
      return "Is it running?";
    }
    if (root instanceof GeneralSecurityException) {
      return "Java trusts no such certificate here: name a key store that has it, or its issuer, by -Djavax.net.ssl.trustStore";
    }
    return options.tls()
        ? "The URL says rediss, which means TLS, and TLS did not begin: if that server has none, write redis"
        : "Is it running? If that server wants TLS, write rediss instead of redis";
  }

  /** The backend was closed by its owner. */
  BackendException closed(@Nullable Throwable cause) {
    return new BackendException(
        "The connection to Redis at " + options.address() + " was closed; connect again", cause);
  }

  /** What went wrong on another thread, for the one that waited. */
  BackendException again(Throwable failure) {
    String message = failure.getMessage();
    return new BackendException(
        message == null ? "Redis at " + options.address() + " failed: " + failure : message,
        failure);
  }

  private BackendException answered(JedisException failure) {
    String answer =
        PLACE_IN_A_SCRIPT.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
    String lower = answer.toLowerCase(Locale.ROOT);
    if (lower.startsWith("noauth")) {
      return new BackendException(
          "Redis at %s wants a password: put it into the URL, redis://:password@host:port/database, or redis://user:password@host:port/database for a user of an ACL"
              .formatted(options.address()),
          failure);
    }
    if (lower.startsWith("wrongpass") || lower.contains("invalid password")) {
      return new BackendException(
          "Redis at %s refuses the user name or the password: the password is wrong, or the user is unknown or disabled"
              .formatted(options.address()),
          failure);
    }
    if (lower.startsWith("moved ") && options.cluster().isEmpty()) {
      return new BackendException(
          "Redis at %s belongs to a cluster, and another server of it has the keys: write %s"
              .formatted(options.address(), options.tls() ? "rediss-cluster" : "redis-cluster"),
          failure);
    }
    if (lower.startsWith("ask ") || lower.startsWith("tryagain ")) {
      return new BackendException(
          "The cluster at %s is moving the slot of the keys to another server, and nothing can be called until it is there; the call had no effect. Try again"
              .formatted(options.address()),
          failure);
    }
    String message = "Redis at %s refused: %s".formatted(options.address(), answer);
    return isForGood(lower)
        ? BackendException.refusal(message, failure)
        : new BackendException(message, failure);
  }

  /** Tells whether a key was of another type than the command is for. */
  static boolean isOfAWrongType(Throwable failure) {
    Throwable root = root(failure);
    return root instanceof JedisDataException
        && String.valueOf(root.getMessage()).startsWith("WRONGTYPE");
  }

  // A server that loads, is full, read-only or not to be asked now may say otherwise later.
  private static boolean isForGood(String answer) {
    return answer.startsWith("wrongtype")
        || (answer.startsWith("err ") && !answer.contains("max number of clients"));
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    // Of several addresses of one host, each failed in its own way: the last is as good as any.
    return root.getSuppressed().length > 0 && root instanceof JedisException
        ? root(root.getSuppressed()[0])
        : root;
  }

  private static String text(Throwable root) {
    if (root instanceof UnknownHostException) {
      return "unknown host " + root.getMessage();
    }
    String message = root.getMessage() == null ? "" : root.getMessage().replaceAll("[.\\s]+$", "");
    return message.isEmpty() ? root.getClass().getSimpleName() : message;
  }
}
