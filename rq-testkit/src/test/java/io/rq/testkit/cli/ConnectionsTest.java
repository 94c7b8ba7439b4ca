package io.rq.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Rq;
import io.rq.redis.RedisRq;
import io.rq.testkit.contract.Pins;
import io.rq.testkit.redis.RedisCluster;
import io.rq.testkit.redis.Sentinel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Which Redis the command line talks to, and how. */
class ConnectionsTest extends CommandsOnRedis {

  private static final String[] QUEUES = {"info", "--raw", "--only-queues"};

  @TempDir private Path directory;

  /** Each database has a queue that tells which one it is. */
  private static void mark(int database) {
    try (Rq marked = RedisRq.connect(redis().url(database))) {
      marked.queue("in-" + database).enqueue("tasks.f");
    }
  }

  private static String mark(RqProcess info) {
    assertThat(info.awaitEnd().endedWith(0).out()).hasSize(1);
    return info.out().get(0).replaceFirst("queue (\\S+) .*", "$1");
  }

  private static RqProcess info(Map<String, String> environment, String... more) {
    List<String> arguments = new ArrayList<>(List.of(QUEUES));
    arguments.addAll(List.of(more));
    return RqProcess.start(environment, List.of(), arguments.toArray(new String[0]));
  }

  @Test
  @Pins({"CLI-13", "CLI-14", "F-03", "F-04"})
  void optionsComeBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws Exception {
    for (int database = 1; database <= 4; database++) {
      mark(database);
    }
    Path file = directory.resolve("rq.properties");
    Files.writeString(file, "RQ_REDIS_URL=" + redis().url(3) + "\nRQ_QUEUES=high,low\n");
    Map<String, String> url = Map.of("RQ_REDIS_URL", redis().url(2));
    Map<String, String> named = Map.of("RQ_CONFIG", file.toString());
    Map<String, String> host =
        Map.of("REDIS_HOST", "127.0.0.1", "REDIS_PORT", redis().port() + "", "REDIS_DB", "4");

    assertThat(mark(info(url, "--url", redis().url(1)))).isEqualTo("in-1");
    assertThat(mark(info(url, "--host=127.0.0.1", "--port=" + redis().port(), "--db=1")))
        .isEqualTo("in-1");
    assertThat(mark(info(url, "--config", file.toString()))).isEqualTo("in-2");
    assertThat(mark(info(named))).isEqualTo("in-3");
    assertThat(mark(info(host))).isEqualTo("in-4");
    assertThat(RqProcess.start(named, List.of(), "worker", "--burst").awaitEnd().out().get(1))
        .endsWith("*** Listening on high, low...");
  }

  @Test
  void usersOfAnAclSignIn() {
    try (Jedis admin = new Jedis(url())) {
      admin.aclSetUser("ann", "on", ">s3cr3t", "~*", "&*", "+@all", "-client");
    }
    mark(0);
    String server = "127.0.0.1:" + redis().port() + "/0";

    assertThat(mark(info(Map.of(), "--url", "redis://ann:s3cr3t@" + server))).isEqualTo("in-0");
    assertThat(
            mark(
                info(Map.of(), "--url=redis://" + server, "--user=ann", "--password-stdin")
                    .enter("s3cr3t")))
        .isEqualTo("in-0");
    RqProcess wrong = info(Map.of(), "--url=redis://ann:wr0ng@" + server, "--verbose").awaitEnd();
    assertThat(wrong.endedWith(1).err())
        .anyMatch(line -> line.contains("refuses the user name or the password"))
        .noneMatch(line -> line.contains("wr0ng"));
  }

  @Test
  void aUserWithoutAPasswordSignsInToo() {
    try (Jedis admin = new Jedis(url())) {
      admin.aclSetUser("bob", "on", "nopass", "~*", "&*", "+@all");
    }
    mark(0);
    String server = "--url=redis://127.0.0.1:" + redis().port() + "/0";

    assertThat(mark(info(Map.of(), server, "--user=bob"))).isEqualTo("in-0");
    assertThat(info(Map.of(), server, "--user=nobody").awaitEnd().endedWith(1).err())
        .as("it goes on as nobody else")
        .singleElement()
        .asString()
        .contains("refuses the user name or the password");
  }

  @Test
  void tlsIsSpokenToServersThatAreTrusted() throws Exception {
    mark(0);
    try (TlsServer tls = TlsServer.before(redis().port(), directory)) {
      Map<String, String> url = Map.of("RQ_REDIS_URL", tls.url("localhost"));

      assertThat(mark(RqProcess.start(url, tls.trust(), QUEUES))).isEqualTo("in-0");
      assertThat(RqProcess.start(url, List.of(), QUEUES).awaitEnd().endedWith(1).err())
          .singleElement()
          .asString()
          .contains("Java trusts no such certificate here", "-Djavax.net.ssl.trustStore");
      assertThat(
              RqProcess.start(Map.of("RQ_REDIS_URL", tls.url("127.0.0.1")), tls.trust(), QUEUES)
                  .awaitEnd()
                  .endedWith(1)
                  .err())
          .as("the certificate is that of another host")
          .hasSize(1);
    }
  }

  @Test
  void aClusterIsFoundByItsUrl() {
    RedisCluster cluster = RedisCluster.shared();
    try (Rq marked = RedisRq.connect(cluster.url())) {
      marked.queue("in-cluster").enqueue("tasks.f");

      assertThat(mark(info(Map.of("RQ_REDIS_URL", cluster.url())))).isEqualTo("in-cluster");
      assertThat(
              info(Map.of("RQ_KEY_PREFIX", "rq"), "--url", cluster.url())
                  .awaitEnd()
                  .endedWith(1)
                  .err())
          .singleElement()
          .asString()
          .contains("the prefix 'rq'", "set it to '{rq}'");
    } finally {
      cluster.remove("{rq}");
    }
  }

  @Test
  void tlsIsSpokenToClustersThatNameTheirHosts() throws Exception {
    try (RedisCluster cluster = RedisCluster.alone();
        Rq marked = RedisRq.connect(cluster.url());
        TlsServer tls = TlsServer.before(cluster.owner("{rq}").port(), directory)) {
      marked.queue("in-cluster").enqueue("tasks.f");
      cluster.announce("localhost", tls.port());
      cluster.requirePassword("s3cr3t");
      String at = "localhost:" + tls.port();

      assertThat(
              mark(
                  RqProcess.start(
                      Map.of("RQ_REDIS_URL", "rediss-cluster://:s3cr3t@" + at),
                      tls.trust(),
                      QUEUES)))
          .isEqualTo("in-cluster");
      assertThat(
              RqProcess.start(
                      Map.of("RQ_REDIS_URL", "rediss-cluster://:wr0ng@" + at), tls.trust(), QUEUES)
                  .awaitEnd()
                  .endedWith(1)
                  .err())
          .singleElement()
          .asString()
          .contains("rediss-cluster://" + at, "refuses the user name or the password")
          .doesNotContain("wr0ng");
    }
  }

  @Test
  @Pins("CLI-14")
  void sentinelsAreAskedForTheServer() {
    mark(0);
    try (Sentinel sentinel = Sentinel.watching(redis(), 0, directory)) {
      assertThat(mark(info(Map.of("SENTINEL_INSTANCES", sentinel.address())))).isEqualTo("in-0");
      assertThat(mark(info(Map.of(), "--url", sentinel.url()))).isEqualTo("in-0");
    }
  }
}
