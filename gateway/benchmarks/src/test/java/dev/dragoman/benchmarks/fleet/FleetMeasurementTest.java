package dev.dragoman.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mode in small; it checks by itself that what it renders is whole and edits arrive. */
class FleetMeasurementTest {

  @Test
  void aSmallFleetIsResolvedRenderedAndEdited() {
    // Given
    Iterator<Long> heap = List.of(100L, 160L, 250L).iterator();

    // When
    FleetFigures figures = new FleetMeasurement(new FleetPlan(30, 1, 3), heap::next).run();

    // Then
    assertThat(
            List.of(
                figures.cold(),
                figures.warm(),
                figures.edited(),
                figures.written(),
                figures.pod().first(),
                figures.pod().edited(),
                figures.pod().denied()))
        .extracting(row -> row.elapsed().least())
        .allSatisfy(time -> assertThat(time).isPositive());
    assertThat(figures.resourceHeap()).isEqualTo(60);
    assertThat(figures.fleetHeap()).isEqualTo(90);
    assertThat(figures.jsonBytes()).isGreaterThan(30 * 200);
  }

  @Test
  void heapIsWhatLiveObjectsHold() {
    // Given
    Heap heap = Heap.ofThisJvm();
    long before = heap.usedBytes();
    byte[] held = new byte[64 << 20];

    // When
    long after = heap.usedBytes();

    // Then
    assertThat(after - before).isGreaterThan(held.length / 2);
  }
}
