package dev.dragoman.admission;

import java.util.Map;

/** What a field of the metadata decodes into. */
sealed interface MetadataType {

  /** A form that has no parts. */
  enum Leaf implements MetadataType {
    TEXT,
    WHOLE_NUMBER,
    FLAG,
    TIME,
    ANYTHING
  }

  record ListOf(MetadataType items) implements MetadataType {}

  record MapOf(MetadataType values) implements MetadataType {}

  record Fields(Map<String, MetadataType> types) implements MetadataType {}

  /** The metadata of every object: ObjectMeta of the group {@code meta/v1}. */
  static Fields ofObject() {
    MetadataType owner =
        new Fields(
            Map.of(
                "apiVersion", Leaf.TEXT,
                "kind", Leaf.TEXT,
                "name", Leaf.TEXT,
                "uid", Leaf.TEXT,
                "controller", Leaf.FLAG,
                "blockOwnerDeletion", Leaf.FLAG));
    MetadataType managed =
        new Fields(
            Map.of(
                "manager", Leaf.TEXT,
                "operation", Leaf.TEXT,
                "apiVersion", Leaf.TEXT,
                "time", Leaf.TIME,
                "fieldsType", Leaf.TEXT,
                "fieldsV1", Leaf.ANYTHING,
                "subresource", Leaf.TEXT));
    return new Fields(
        Map.ofEntries(
            Map.entry("name", Leaf.TEXT),
            Map.entry("generateName", Leaf.TEXT),
            Map.entry("namespace", Leaf.TEXT),
            Map.entry("selfLink", Leaf.TEXT),
            Map.entry("uid", Leaf.TEXT),
            Map.entry("resourceVersion", Leaf.TEXT),
            Map.entry("generation", Leaf.WHOLE_NUMBER),
            Map.entry("creationTimestamp", Leaf.TIME),
            Map.entry("deletionTimestamp", Leaf.TIME),
            Map.entry("deletionGracePeriodSeconds", Leaf.WHOLE_NUMBER),
            Map.entry("labels", new MapOf(Leaf.TEXT)),
            Map.entry("annotations", new MapOf(Leaf.TEXT)),
            Map.entry("ownerReferences", new ListOf(owner)),
            Map.entry("finalizers", new ListOf(Leaf.TEXT)),
            Map.entry("managedFields", new ListOf(managed))));
  }
}
