package dev.dragoman.gateway.upstream.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/**
 * Resolves like the JDK and then judges every address by {@link AddressPolicy}. Address literals
 * pass through here too: nothing counts as resolved before it was judged, so that neither {@code
 * http://169.254.169.254} nor a name that leads there can be called.
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
    return new Resolver(DefaultAddressResolverGroup.INSTANCE.getResolver(executor), executor);
  }

  private final class Resolver implements AddressResolver<InetSocketAddress> {
    private final AddressResolver<InetSocketAddress> names;
    private final EventExecutor executor;

    private Resolver(AddressResolver<InetSocketAddress> names, EventExecutor executor) {
      this.names = names;
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
      names
          .resolveAll(address)
          .addListener((Future<List<InetSocketAddress>> all) -> {
            if (all.isSuccess()) {
              judge(all.getNow(), promise);
            } else {
              promise.setFailure(all.cause());
            }
          });
      return promise;
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
      names.close();
    }
  }
}
