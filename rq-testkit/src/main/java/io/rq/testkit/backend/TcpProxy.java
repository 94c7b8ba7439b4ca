package io.rq.testkit.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between programs and a server on loopback, and brings what they say; or does not. */
final class TcpProxy implements AutoCloseable {

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private boolean frozen;
  private volatile boolean losesReplies;

  TcpProxy(int target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("There is no free port", e);
    }
    run("rq-proxy", this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private static void run(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        run("rq-proxy-requests", () -> bring(client, server, false));
        run("rq-proxy-answers", () -> bring(server, client, true));
      } catch (IOException e) {
        // The door was closed, or the server is gone: the client's connection ends unanswered.
        cut();
      }
    }
  }

  private void bring(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitThaw();
        if (answers && losesReplies && !isRefusal(buffer)) {
          break;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One of them hung up; so does the other one.
    } finally {
      close(from);
      close(to);
    }
  }

  // A call that was refused had no effect, and may be made again in another way.
  private static boolean isRefusal(byte[] answer) {
    return answer[0] == '-';
  }

  private synchronized void awaitThaw() throws IOException {
    while (frozen) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  synchronized void freeze(boolean on) {
    frozen = on;
    notifyAll();
  }

  void loseReplies(boolean on) {
    losesReplies = on;
  }

  /** Closes every connection. */
  void cut() {
    open.forEach(this::close);
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    freeze(false);
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
