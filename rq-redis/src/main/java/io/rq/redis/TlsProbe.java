package io.rq.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Finds out soon whether a server begins TLS at all. One that knows none takes the greeting for the
 * beginning of a line and waits for its end; the client of Redis would wait for the much longer
 * time that an answer may take, and as long again to say goodbye.
 */
final class TlsProbe {

  private TlsProbe() {}

  /**
   * Greets the server. Whether its certificate is good is for the connections to find out.
   *
   * @throws JedisConnectionException if nothing comes back within the time for connecting
   */
  static void check(RedisOptions options) {
    int patience = Math.toIntExact(options.connectTimeout().toMillis());
    SSLSocketFactory sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(options.host(), options.port()), patience);
      plain.setSoTimeout(patience);
      SSLSocket socket =
          (SSLSocket) sockets.createSocket(plain, options.host(), options.port(), false);
      socket.startHandshake();
    } catch (SocketTimeoutException e) {
      throw new JedisConnectionException(e);
    } catch (IOException e) {
      // It answers, or is not there: that is told as ever.
    }
  }
}
