package io.rq.redis;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Sentinels that know which server of several is the master now (CLI-14).
 *
 * @param master the name that they know it by
 * @param addresses where they are: {@code host} or {@code host:port}, 26379 being the usual port
 * @param tls whether to encrypt what is said to them
 * @param user the user to sign in to them as; {@code null}: their default user
 * @param password the password for them, not for the master; {@code null}: none
 */
public record Sentinels(
    String master,
    List<String> addresses,
    boolean tls,
    @Nullable String user,
    @Nullable String password) {

  /** The name of a master that has no other: RQ's default. */
  public static final String DEFAULT_MASTER = "mymaster";

  static final int DEFAULT_PORT = 26379;

  /**
   * Keeps its own copy of the list.
   *
   * @throws IllegalArgumentException if there is no address or no name
   */
  public Sentinels {
    Objects.requireNonNull(master, "master");
    addresses = List.copyOf(addresses);
    if (master.isBlank() || addresses.isEmpty()) {
      throw new IllegalArgumentException("Sentinels need a master's name and an address");
    }
  }

  /** Sentinels without passwords. */
  public static Sentinels of(String master, String... addresses) {
    return new Sentinels(master, List.of(addresses), false, null, null);
  }

  /** The same, asked with that user and password; {@code null} where there is none. */
  public Sentinels withSignIn(@Nullable String newUser, @Nullable String newPassword) {
    return new Sentinels(master, addresses, tls, newUser, newPassword);
  }

  /** The same, asked over TLS. */
  public Sentinels withTls() {
    return new Sentinels(master, addresses, true, user, password);
  }

  /** The master's name and the addresses; never the password. */
  @Override
  public String toString() {
    return master + " of Sentinels " + String.join(",", addresses);
  }
}
