package dev.dragoman.fleet;

/** A backend of a route by its name there, and where it goes. */
public record BackendUse(String name, ObjectName provider) {}
