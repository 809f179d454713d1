package dev.dragoman.gateway.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Takes what may not stand in the target of a request, such as a percent sign that begins no
 * escape, for the character itself, as the URL standard has it. The server would refuse such a
 * request before anybody could say what is wrong with it.
 */
@Sharable
public final class LiteralTargets extends ChannelInboundHandlerAdapter {
  private static final String MARKS = "-_.!~*'();/?:@&=+$,";
  private static final String HEX = "0123456789ABCDEF";

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      String legal = legal(request.uri());
      if (!legal.equals(request.uri())) {
        request.setUri(legal);
      }
    }
    context.fireChannelRead(message);
  }

  /**
   * The target with every character escaped that {@link java.net.URI} refuses where it stands; up
   * to 0xFF a character is a byte of the request line.
   */
  static String legal(String target) {
    int at = 0;
    while (at < target.length() && isLegal(target, at, false)) {
      at++;
    }
    if (at == target.length()) {
      return target;
    }
    StringBuilder legal = new StringBuilder(target.length() + 8);
    boolean query = false;
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (isLegal(target, i, query)) {
        legal.append(c);
      } else {
        legal.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
      query |= c == '?';
    }
    return legal.toString();
  }

  private static boolean isLegal(String target, int at, boolean query) {
    char c = target.charAt(at);
    if (c == '%') {
      return at + 2 < target.length()
          && isHex(target.charAt(at + 1))
          && isHex(target.charAt(at + 2));
    }
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c > 0xFF
        || MARKS.indexOf(c) >= 0
        || (query && (c == '[' || c == ']'));
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }
}
