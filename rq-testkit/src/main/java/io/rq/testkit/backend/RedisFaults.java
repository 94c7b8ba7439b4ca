package io.rq.testkit.backend;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** Breaks a Redis, and the way to it. */
final class RedisFaults implements ServerFaults {

  private final TcpProxy way;
  private final RedisClient redis;

  RedisFaults(TcpProxy way, RedisClient redis) {
    this.way = way;
    this.redis = redis;
  }

  @Override
  public void cutConnections() {
    way.cut();
  }

  @Override
  public void freeze(boolean on) {
    way.freeze(on);
  }

  @Override
  public void loseReplies(boolean on) {
    way.loseReplies(on);
  }

  @Override
  public void outOfMemory(boolean on) {
    redis.configSet("maxmemory", on ? "1" : "0");
  }

  @Override
  public void readOnly(boolean on) {
    CommandArguments replicaOf = new CommandArguments(Protocol.Command.REPLICAOF);
    redis.executeCommand(on ? replicaOf.add("127.0.0.1").add("1") : replicaOf.add("NO").add("ONE"));
  }

  @Override
  public void forgetScripts() {
    redis.scriptFlush();
  }
}
