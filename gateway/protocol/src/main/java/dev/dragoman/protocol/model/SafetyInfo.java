package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;

/** Safety ratings as the provider spelled them. */
public record SafetyInfo(ProtocolId protocol, JsonText raw) {}
