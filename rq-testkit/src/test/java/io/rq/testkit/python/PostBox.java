package io.rq.testkit.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes what webhooks send to this machine: headers, one a line, and body. */
final class PostBox implements AutoCloseable {

  private final HttpServer server;
  private final BlockingQueue<String> letters = new LinkedBlockingQueue<>();

  private PostBox(HttpServer server) {
    this.server = server;
    server.createContext(
        "/",
        exchange -> {
          StringBuilder letter = new StringBuilder();
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> letter.append(name + ": " + values.get(0) + "\n"));
          letter.append(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
          letters.add(letter.toString());
        });
    server.start();
  }

  static PostBox open() throws IOException {
    return new PostBox(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** The next letter, once it is there. */
  String take() throws InterruptedException {
    String letter = letters.poll(WithPython.LONG.toSeconds(), TimeUnit.SECONDS);
    if (letter == null) {
      throw new AssertionError("No webhook came");
    }
    return letter;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
