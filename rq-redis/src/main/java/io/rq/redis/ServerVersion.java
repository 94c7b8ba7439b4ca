package io.rq.redis;

import io.rq.BackendException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that a server is new enough: Redis 6.2 brought the commands that are needed, and all
 * Valkeys from 7.2 have them.
 */
final class ServerVersion {

  private static final Pattern REDIS = Pattern.compile("(?m)^redis_version:(\\d+)\\.(\\d+)(\\S*)");
  private static final Pattern VALKEY =
      Pattern.compile("(?m)^valkey_version:(\\d+)\\.(\\d+)(\\S*)");

  private ServerVersion() {}

  /**
   * Checks the answer to {@code INFO server}. A server that does not say its version is taken as it
   * is.
   *
   * @throws BackendException if the server is too old
   */
  static void check(String info, String address) {
    Matcher valkey = VALKEY.matcher(info);
    if (valkey.find()) {
      check(valkey, "Valkey", 7, 2, address);
      return;
    }
    Matcher redis = REDIS.matcher(info);
    if (redis.find()) {
      check(redis, "Redis", 6, 2, address);
    }
  }

  private static void check(Matcher found, String name, int major, int minor, String address) {
    int foundMajor = Integer.parseInt(found.group(1));
    int foundMinor = Integer.parseInt(found.group(2));
    if (foundMajor < major || (foundMajor == major && foundMinor < minor)) {
      String version = found.group(1) + "." + found.group(2) + found.group(3);
      throw new BackendException(
          "The server at %s is %s %s; RQ needs Redis 6.2, Valkey 7.2 or later. Upgrade the server."
              .formatted(address, name, version));
    }
  }
}
