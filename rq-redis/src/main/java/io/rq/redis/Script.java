package io.rq.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The scripts: each is put together from files beside this class, those that it builds on first.
 */
enum Script {
  INSERT("hold", "moves", "admit", "insert"),
  STEP("hold", "moves", "record", "claim", "step"),
  EXTEND("hold", "extend"),
  ANNOTATE("hold", "moves", "annotate"),
  PURGE("hold", "moves", "purge"),
  SWEEP("hold", "moves", "sweep"),
  SWEEP_GROUPS("hold", "moves", "sweepgroups"),
  COMPACT("hold", "moves", "compact"),
  FORGET("forget"),
  FIND("find"),
  ENTRY("entry"),
  DUE("due"),
  EXECUTIONS("executions"),
  DEPENDENTS("hold", "moves", "dependents"),
  STRANDED("hold", "moves", "stranded"),
  NOTICE("notice"),
  GROUPS("hold", "moves", "groups"),
  MEMBERS("hold", "moves", "members"),
  REGISTER("hold", "enroll", "register"),
  BEAT("hold", "enroll", "beat"),
  UNREGISTER("hold", "enroll", "unregister"),
  WORKERS("workers"),
  SUSPENDED("hold", "moves", "suspended"),
  SCHEDULE("schedule"),
  SCHEDULER("scheduler"),
  UNSCHEDULE("unschedule"),
  CRON("hold", "moves", "admit", "cron"),
  CRONS("crons"),
  PULSE("pulse"),
  PULSES("pulses"),
  SILENCE("silence"),
  ACQUIRE("acquire"),
  RELEASE("release");

  private final String text;
  private final String sha;

  Script(String... parts) {
    StringBuilder all = new StringBuilder(read("begin"));
    for (String part : parts) {
      all.append(read(part));
    }
    this.text = all.toString();
    this.sha = sha1(text);
  }

  String text() {
    return text;
  }

  /** The name by which the server knows the script, once it was loaded. */
  String sha() {
    return sha;
  }

  private static String read(String part) {
    try (InputStream lua = Script.class.getResourceAsStream(part + ".lua")) {
      return new String(Objects.requireNonNull(lua, part).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
