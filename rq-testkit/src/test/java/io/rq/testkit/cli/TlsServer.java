package io.rq.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** TLS in front of a server that has none, with a key of its own. */
final class TlsServer implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final Path keys;
  private final SSLServerSocket server;
  private final int behind;

  private TlsServer(Path keys, SSLServerSocket server, int behind) {
    this.keys = keys;
    this.server = server;
    this.behind = behind;
  }

  /** Opens it on a free port, before the server at that port. */
  static TlsServer before(int port, Path directory) throws Exception {
    Path keys = directory.resolve("keys.p12");
    makeKey(keys);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    TlsServer tls = new TlsServer(keys, server, port);
    daemon(tls::accept);
    return tls;
  }

  private static void makeKey(Path keys) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(2, TimeUnit.MINUTES)).as("keytool ends").isTrue();
    assertThat(keytool.exitValue()).isZero();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), behind);
        daemon(() -> copy(near, far));
        daemon(() -> copy(far, near));
      }
    } catch (IOException e) {
      // Closed: that was all.
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (SocketException e) {
      // One side hung up, and so does the other.
    } catch (IOException e) {
      // The greeting was refused.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tls-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  String url(String host) {
    return "rediss://" + host + ":" + port() + "/0";
  }

  /** What a Java must be started with to trust it. */
  List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
