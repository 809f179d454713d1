package dev.dragoman.contract;

/**
 * A configuration as it travels: announced, cut into shards, and with what is refused at once.
 *
 * @param denials has a revision of its own and may be newer than the head
 */
public record Bundle(BundleHead head, Shards shards, Denials denials) {
  /**
   * Checks that the parts belong together and puts the configuration together.
   *
   * @throws ContractException when the version is not known here, or a part is missing or another
   */
  public GatewayConfig config() {
    return contents(ShardContents.NONE).config(head.generation());
  }

  /**
   * Checks that the parts belong together and reads them, but those that {@code earlier} has: they
   * are taken over from there.
   *
   * @throws ContractException as {@link #config}
   */
  public ShardContents contents(ShardContents earlier) {
    if (!ContractVersion.isRead(head.contractVersion())) {
      throw new ContractException("contractVersion", "not known to this build");
    }
    if (!shards.list().digest().equals(head.digest())) {
      throw new ContractException("digest", "the list of shards is another");
    }
    return shards.contents(earlier);
  }
}
