package io.rq.testkit.contract;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that writes down what it is asked: method, path, the headers X-Key and
 * Content-Type, body.
 */
final class RequestLog implements AutoCloseable {

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Runnable onRequest = () -> {};

  private RequestLog(HttpServer server) {
    this.server = server;
  }

  /** Answers at once. */
  static RequestLog start() throws IOException {
    return start(false);
  }

  /** Promises a body, and never sends the rest of it. */
  static RequestLog stalling() throws IOException {
    return start(true);
  }

  private static RequestLog start(boolean stalls) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RequestLog log = new RequestLog(server);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          log.requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Key")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + body);
          log.onRequest.run();
          exchange.sendResponseHeaders(stalls ? 200 : 204, stalls ? 100 : -1);
          if (stalls) {
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
          } else {
            exchange.close();
          }
        });
    server.start();
    return log;
  }

  /** Does that before it answers. */
  void onRequest(Runnable action) {
    onRequest = action;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
