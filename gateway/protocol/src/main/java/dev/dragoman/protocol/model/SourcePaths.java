package dev.dragoman.protocol.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the parts of a {@link ChatRequest} stood in the body that the client sent. An outbound
 * codec names what it refuses or leaves out by asking here, since a client can only find a path of
 * its own request: neutral positions differ from the client's where a decoder takes leading system
 * messages out, skips empty parts or joins messages.
 *
 * <p>Places are those of the request as it was decoded. Of parts that were moved since, only the
 * list is told. Says nothing about what was asked, so any two are equal.
 */
public final class SourcePaths {
  /** Of a request that no client wrote: neutral positions, usual names. */
  public static final SourcePaths NEUTRAL =
      new SourcePaths(Map.of(), List.of(), List.of(), List.of());

  private final Map<RequestField, String> names;
  private final List<? extends Place> system;
  private final List<? extends Place> messages;
  private final List<? extends Place> tools;
  private final Set<RequestField> moved;
  private final Map<Integer, Integer> prefixed;

  /**
   * Paths of one request.
   *
   * @param names the client's names of the fields that it calls otherwise than usual
   * @param system the place of each block of the system prompt; what is not listed has the neutral
   *     position
   * @param messages the place of each message, likewise
   * @param tools the place of each tool, likewise
   */
  public SourcePaths(
      Map<RequestField, String> names,
      List<? extends Place> system,
      List<? extends Place> messages,
      List<? extends Place> tools) {
    this(names, system, messages, tools, Set.of(), Map.of());
  }

  private SourcePaths(
      Map<RequestField, String> names,
      List<? extends Place> system,
      List<? extends Place> messages,
      List<? extends Place> tools,
      Set<RequestField> moved,
      Map<Integer, Integer> prefixed) {
    this.names = names.isEmpty() ? Map.of() : new EnumMap<>(names);
    this.system = List.copyOf(system);
    this.messages = List.copyOf(messages);
    this.tools = List.copyOf(tools);
    this.moved = moved;
    this.prefixed = Map.copyOf(prefixed);
  }

  /** The client's path of {@code field}. */
  public String of(RequestField field) {
    return names.getOrDefault(field, field.usualName());
  }

  public Place system(int block) {
    return place(RequestField.SYSTEM, system, block);
  }

  public Place message(int index) {
    Place place = place(RequestField.MESSAGES, messages, index);
    Integer inserted = prefixed.get(index);
    return inserted == null ? place : new PrefixedPlace(place, inserted);
  }

  public Place tool(int index) {
    return place(RequestField.TOOLS, tools, index);
  }

  private Place place(RequestField list, List<? extends Place> places, int index) {
    if (moved.contains(list)) {
      return new LostPlace(of(list));
    }
    return index < places.size() ? places.get(index) : NeutralPlace.of(of(list), index);
  }

  /** The paths of the same request with the parts of {@code lists} moved. */
  SourcePaths rearranged(Set<RequestField> lists) {
    if (isNeutral()) {
      return this;
    }
    Set<RequestField> all = EnumSet.copyOf(lists);
    all.addAll(moved);
    return new SourcePaths(names, system, messages, tools, all, prefixed);
  }

  /**
   * The paths of the same request with blocks of the gateway's own before those of some messages.
   *
   * @param blocks how many, by the index of the message
   */
  SourcePaths prefixed(Map<Integer, Integer> blocks) {
    return new SourcePaths(names, system, messages, tools, moved, blocks);
  }

  /**
   * The paths of the same request of whose tools some were taken out.
   *
   * @param kept indexes of the others
   */
  SourcePaths keepingTools(List<Integer> kept) {
    List<Place> places = kept.stream().map(this::tool).toList();
    return new SourcePaths(names, system, messages, places, moved, prefixed);
  }

  private boolean isNeutral() {
    return names.isEmpty() && system.isEmpty() && messages.isEmpty() && tools.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourcePaths;
  }

  @Override
  public int hashCode() {
    return SourcePaths.class.hashCode();
  }

  @Override
  public String toString() {
    return "SourcePaths";
  }
}
