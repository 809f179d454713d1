package dev.dragoman.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

final class RefusingPortTest {
  @Test
  void connectionsAreRefusedAndNobodyElseGetsThePort() {
    try (RefusingPort port = RefusingPort.take()) {
      // When
      InetAddress loopback = InetAddress.getLoopbackAddress();

      // Then
      assertThatThrownBy(() -> new Socket(loopback, port.number()).close())
          .isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> new ServerSocket(port.number(), 1, loopback).close())
          .isInstanceOf(BindException.class);
    }
  }
}
