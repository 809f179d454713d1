package dev.dragoman.gateway.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JudgedResolverTest {
  private final DefaultEventExecutor executor = new DefaultEventExecutor();

  @AfterEach
  void stop() {
    assertThat(executor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000))
        .isTrue();
  }

  private Future<InetSocketAddress> resolve(AddressPolicy policy, InetSocketAddress address)
      throws InterruptedException {
    AddressResolver<InetSocketAddress> resolver = new JudgedResolver(policy).getResolver(executor);
    return resolver.resolve(address).await();
  }

  @Test
  void aNameThatLeadsToLoopbackIsRefused() throws InterruptedException {
    // When
    Future<InetSocketAddress> resolved =
        resolve(new AddressPolicy(List.of()), InetSocketAddress.createUnresolved("localhost", 80));

    // Then
    assertThat(resolved.cause()).isInstanceOf(JudgedResolver.RefusedAddressException.class);
  }

  @Test
  void anAddressLiteralIsJudgedThoughItNeedsNoResolving() throws Exception {
    // Given
    InetSocketAddress metadata =
        new InetSocketAddress(InetAddress.getByName("169.254.169.254"), 80);

    // When
    Future<InetSocketAddress> resolved =
        resolve(new AddressPolicy(List.of(Cidr.parse("0.0.0.0/0"))), metadata);

    // Then
    assertThat(resolved.cause()).isInstanceOf(JudgedResolver.RefusedAddressException.class);
  }

  @Test
  void aPermittedAddressPasses() throws InterruptedException {
    // When
    Future<InetSocketAddress> resolved =
        resolve(
            new AddressPolicy(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"))),
            InetSocketAddress.createUnresolved("localhost", 8080));

    // Then
    assertThat(resolved.getNow().getAddress().isLoopbackAddress()).isTrue();
    assertThat(resolved.getNow().getPort()).isEqualTo(8080);
  }
}
