package dev.dragoman.gateway.upstream.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Resolves like the JDK, on a thread of its own because that blocks, and then judges every address
 * by {@link AddressPolicy}. Address literals pass through here too: nothing counts as resolved
 * before it was judged, so that neither {@code http://169.254.169.254} nor a name that leads there
 * can be called.
 */
final class JudgedResolver extends AddressResolverGroup<InetSocketAddress> {
  private final AddressPolicy policy;

  JudgedResolver(AddressPolicy policy) {
    this.policy = policy;
  }

  /** The address is known and may not be called. */
  static final class RefusedAddressException extends ConnectException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException() {
      super("the upstream's address is not permitted");
    }
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Resolver(executor);
  }

  private final class Resolver implements AddressResolver<InetSocketAddress> {
    private final EventExecutor executor;

    private Resolver(EventExecutor executor) {
      this.executor = executor;
    }

    @Override
    public boolean isSupported(SocketAddress address) {
      return address instanceof InetSocketAddress;
    }

    @Override
    public boolean isResolved(SocketAddress address) {
      return false;
    }

    @Override
    public Future<InetSocketAddress> resolve(SocketAddress address) {
      return resolve(address, executor.newPromise());
    }

    @Override
    public Future<InetSocketAddress> resolve(
        SocketAddress address, Promise<InetSocketAddress> promise) {
      resolveAll(address)
          .addListener((Future<List<InetSocketAddress>> all) -> {
            if (all.isSuccess()) {
              promise.setSuccess(all.getNow().getFirst());
            } else {
              promise.setFailure(all.cause());
            }
          });
      return promise;
    }

    @Override
    public Future<List<InetSocketAddress>> resolveAll(SocketAddress address) {
      return resolveAll(address, executor.newPromise());
    }

    @Override
    public Future<List<InetSocketAddress>> resolveAll(
        SocketAddress address, Promise<List<InetSocketAddress>> promise) {
      if (address instanceof InetSocketAddress literal && !literal.isUnresolved()) {
        judge(List.of(literal), promise);
        return promise;
      }
      InetSocketAddress name = (InetSocketAddress) address;
      Thread.ofVirtual().name("upstream-names").start(() -> lookUp(name, promise));
      return promise;
    }

    private void lookUp(InetSocketAddress name, Promise<List<InetSocketAddress>> promise) {
      try {
        judge(
            Arrays.stream(InetAddress.getAllByName(name.getHostString()))
                .map(address -> new InetSocketAddress(address, name.getPort()))
                .toList(),
            promise);
      } catch (UnknownHostException e) {
        promise.setFailure(e);
      }
    }

    private void judge(
        List<InetSocketAddress> addresses, Promise<List<InetSocketAddress>> promise) {
      List<InetSocketAddress> permitted =
          addresses.stream().filter(a -> policy.permits(a.getAddress())).toList();
      if (permitted.isEmpty()) {
        promise.setFailure(new RefusedAddressException());
      } else {
        promise.setSuccess(permitted);
      }
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
