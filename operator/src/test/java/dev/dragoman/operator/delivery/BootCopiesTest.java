package dev.dragoman.operator.delivery;

import static dev.dragoman.operator.delivery.Given.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dragoman.contract.BootSet;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BootCopiesTest {
  private final MemoryObjects objects = new MemoryObjects();
  private final BootCopies boots = copies(objects);

  private static BootCopies copies(GatewayObjects objects) {
    return new BootCopies(objects, Given.GATEWAY.children());
  }

  private long readBack() {
    return copies(objects).load().orElseThrow().head().generation();
  }

  @Test
  void theOlderSetIsWritten() {
    boots.write(release(1));
    assertThat(objects.takeWrites().getLast()).isEqualTo(ObjectId.configMap("main-boot-a"));
    boots.write(release(2));
    assertThat(objects.takeWrites().getLast()).isEqualTo(ObjectId.configMap("main-boot-b"));
    boots.write(release(3));
    assertThat(objects.takeWrites().getLast()).isEqualTo(ObjectId.configMap("main-boot-a"));
    assertThat(readBack()).isEqualTo(3);
  }

  @Test
  void aRestartedOperatorKnowsWhichSetIsOlder() {
    boots.write(release(1));
    boots.write(release(2));
    objects.takeWrites();
    BootCopies next = copies(objects);
    next.load();
    next.write(release(3));
    assertThat(objects.takeWrites().getLast()).isEqualTo(ObjectId.configMap("main-boot-a"));
  }

  @Test
  void partsThatAnObjectHoldsAlreadyAreNotWrittenAgain() {
    boots.write(release(1));
    boots.write(release(2));
    objects.takeWrites();
    boots.write(release(3));
    // One shard differs, so one part and the head do.
    assertThat(objects.takeWrites()).hasSize(2);
  }

  @Test
  void aSetOfAnotherEpochIsTheOlderOne() {
    boots.write(release(8));
    boots.write(release(9));
    boots.write(release(new UUID(5, 5), 1));
    objects.takeWrites();
    boots.write(release(new UUID(5, 5), 2));
    assertThat(objects.takeWrites().getLast()).isEqualTo(ObjectId.configMap("main-boot-b"));
  }

  @Test
  void whateverTheMomentOfACrashTheOtherSetIsWhole() {
    int writes = ChildNames.BOOT_PARTS + 1;
    for (int survived = 0; survived < writes; survived++) {
      // Given
      MemoryObjects stored = new MemoryObjects();
      copies(stored).write(release(1));
      BootCopies killed = copiesAfterLoad(new DyingObjects(stored, survived));

      // When
      assertThatExceptionOfType(DyingObjects.Killed.class)
          .isThrownBy(() -> killed.write(release(2)));

      // Then
      assertThat(copies(stored).load())
          .as("killed after %d writes", survived)
          .get()
          .extracting(release -> release.head().generation())
          .isEqualTo(1L);
    }
  }

  @Test
  void aSetThatWasCutIsTheOneToBeWrittenNext() {
    // Given
    boots.write(release(1));
    boots.write(release(2));
    BootCopies killed = copiesAfterLoad(new DyingObjects(objects, 1));
    assertThatExceptionOfType(DyingObjects.Killed.class).isThrownBy(() -> killed.write(release(3)));
    objects.takeWrites();

    // When
    copiesAfterLoad(objects).write(release(3));

    // Then
    assertThat(objects.takeWrites().getLast()).isEqualTo(ObjectId.configMap("main-boot-a"));
    assertThat(readBack()).isEqualTo(3);
  }

  private static BootCopies copiesAfterLoad(GatewayObjects objects) {
    BootCopies copies = copies(objects);
    copies.load();
    return copies;
  }

  @Test
  void anObjectThatIsTooLargeIsSaidByName() {
    ObjectId id = ObjectId.configMap(Given.GATEWAY.children().bootPart(BootSet.B, 3));
    assertThatExceptionOfType(DeliveryException.class)
        .isThrownBy(() -> SizeBound.check(id, Map.of("blob", new byte[SizeBound.MAX_BYTES + 1])))
        .withMessage(
            "ConfigMap main-boot-b-3 would hold 716801 bytes, more than the 716800 that an"
                + " object may hold");
  }
}
