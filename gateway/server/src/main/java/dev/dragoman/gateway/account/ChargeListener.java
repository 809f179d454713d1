package dev.dragoman.gateway.account;

/** Is told what is charged. Never blocks. */
public interface ChargeListener {
  /** Listens to nothing. */
  ChargeListener NONE =
      new ChargeListener() {
        @Override
        public void charged(Charge charge) {}

        @Override
        public void drained(boolean reported) {}
      };

  void charged(Charge charge);

  /**
   * An answer was read on after its client had left.
   *
   * @param reported whether that gave the upstream's report
   */
  void drained(boolean reported);
}
