import dev.dragoman.contract.BootSet;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.Shards;
import java.util.List;
import java.util.UUID;

/** {@code BootCopy CONFIG.json FOLDER}: writes what a gateway's pod has mounted of a configuration. */
void main(String[] arguments) throws IOException {
  Path folder = Files.createDirectories(Path.of(arguments[1]));
  GatewayConfig config =
      ContractJson.read(Files.readAllBytes(Path.of(arguments[0])), GatewayConfig.class);
  Shards shards = Shards.of(config);
  BundleHead head =
      new BundleHead(
          ContractVersion.CURRENT,
          new UUID(1, 1),
          config.generation(),
          shards.list().digest(),
          List.of(),
          0,
          0,
          0);
  for (Map.Entry<String, byte[]> file : BundleFiles.blobs(shards).entrySet()) {
    Files.write(folder.resolve(file.getKey()), file.getValue());
  }
  Files.write(folder.resolve(BundleFiles.head(BootSet.A)), ContractJson.write(head));
  Files.write(folder.resolve(BundleFiles.HEAD), ContractJson.write(head));
}
