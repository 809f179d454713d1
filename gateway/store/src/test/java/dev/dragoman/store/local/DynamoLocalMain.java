package dev.dragoman.store.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * The process: prints its endpoint as its first line and lives until its input ends, so that it
 * never outlives who started it. Its own runner would listen on all interfaces and report to its
 * maker; this one does neither.
 */
final class DynamoLocalMain {
  private DynamoLocalMain() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(handler());
    server.start();
    out.println("http://127.0.0.1:" + server.getURI().getPort());
    out.flush();
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
    System.exit(0);
  }

  private static Handler handler() throws Exception {
    var requests = new LocalDynamoDBRequestHandler(0, true, null, true, false);
    var context = new ContextHandler();
    context.setHandler(new LocalDynamoDBServerHandler(requests, null));
    return new ContextHandlerCollection(context);
  }
}
