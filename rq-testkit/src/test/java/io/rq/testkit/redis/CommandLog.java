package io.rq.testkit.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a server was told by its clients, from {@code MONITOR}; what scripts do inside the server is
 * left out.
 */
final class CommandLog implements AutoCloseable {

  private final Socket socket;
  private final BufferedReader lines;

  CommandLog(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    send("MONITOR");
    if (!"+OK".equals(lines.readLine())) {
      throw new IOException("MONITOR refused");
    }
  }

  /** The names of the commands that clients sent since the last time. */
  List<String> names() throws IOException {
    return commands().stream().map(CommandLog::name).toList();
  }

  /** The arguments of all commands of one name, with spaces between them. */
  List<String> arguments(String name) throws IOException {
    return commands().stream()
        .filter(line -> name(line).equals(name))
        .map(line -> line.substring(line.indexOf("\" \"") + 3, line.length() - 1))
        .map(quoted -> quoted.replace("\" \"", " ").replace("\\\"", "\""))
        .toList();
  }

  private static String name(String line) {
    return line.split("\"", 3)[1].toUpperCase(Locale.ROOT);
  }

  private List<String> commands() throws IOException {
    send("ECHO that-was-all");
    List<String> commands = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      boolean command = line.startsWith("+");
      if (command && line.contains("that-was-all")) {
        return commands;
      }
      if (command && !line.contains(" lua]")) {
        commands.add(line);
      }
    }
    throw new IOException("The server hung up");
  }

  private void send(String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
