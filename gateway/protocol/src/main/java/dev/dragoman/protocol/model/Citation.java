package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A source of a stretch of text.
 *
 * @param start first cited character of the text block, in UTF-16 units
 * @param end position after the last cited character
 * @param raw the citation as the protocol spelled it
 */
public record Citation(
    @Nullable String url,
    @Nullable String title,
    @Nullable Integer start,
    @Nullable Integer end,
    ProtocolId protocol,
    JsonText raw) {}
