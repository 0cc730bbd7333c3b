package io.breakwater.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
public final class LoopbackPorts {
  /** The loopback address that the embedded servers bind. */
  public static final String HOST = "127.0.0.1";

  private LoopbackPorts() {}

  /** A port that was free a moment ago; another process may still be faster. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + HOST, e);
    }
  }

  /** Whether nobody listens on the port now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Connections of a server that has just stopped may linger; they do not stop the next one.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(HOST, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Checks before the start, because a server's own message comes late and is long.
   *
   * @param user who wants the port, for the message
   * @throws IllegalStateException with one sentence, when somebody listens there, or it is no port
   */
  public static void requireFree(int port, String user) {
    if (port < 1 || port > 65_535) {
      throw new IllegalStateException(
          "port " + port + " for " + user + " is no port: choose one from 1 to 65535");
    }
    if (!isFree(port)) {
      throw new IllegalStateException(
          "port " + port + " for " + user + " is taken: stop what listens there or choose another");
    }
  }
}
