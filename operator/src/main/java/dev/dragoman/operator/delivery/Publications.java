package dev.dragoman.operator.delivery;

/** Is told how publishing goes. */
interface Publications {
  /** What the gateway was at before this operator publishes anything for it. */
  void resumed(Release running);

  /** The objects of the gateway say {@code published}, also when nothing had to be written. */
  void published(GatewayRef gateway, Rendering rendering, Published published);

  /** It failed and will be tried again. */
  void failed(GatewayRef gateway, RuntimeException fault);
}
