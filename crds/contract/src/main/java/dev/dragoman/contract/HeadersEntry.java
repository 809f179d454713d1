package dev.dragoman.contract;

import java.util.List;

/** Changes to headers, in the order set, add, remove. Names are lower-case. */
public record HeadersEntry(List<Header> set, List<Header> add, List<String> remove) {
  public HeadersEntry {
    set = List.copyOf(set);
    add = List.copyOf(add);
    remove = List.copyOf(remove);
  }

  /** One header. */
  public record Header(String name, String value) {
    public Header {
      Require.text(name, "name");
    }
  }
}
