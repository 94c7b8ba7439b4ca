package io.rq.testkit.quickstart;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves one file over HTTP on loopback, so that the quickstart needs no network. */
final class TextServer implements AutoCloseable {

  private final HttpServer server;
  private final String name;

  private TextServer(HttpServer server, String name) {
    this.server = server;
    this.name = name;
  }

  static TextServer serving(Path file) throws IOException {
    byte[] text = Files.readAllBytes(file);
    String name = file.getFileName().toString();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/" + name,
        exchange -> {
          exchange.sendResponseHeaders(200, text.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(text);
          }
        });
    server.start();
    return new TextServer(server, name);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
