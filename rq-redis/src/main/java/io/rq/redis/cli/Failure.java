package io.rq.redis.cli;

/** Why a command cannot do what it shall; the message is one line and says what to do. */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }

  Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
