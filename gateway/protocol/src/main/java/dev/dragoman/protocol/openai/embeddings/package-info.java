/**
 * OpenAI embeddings, {@code POST /v1/embeddings}, on both sides: as clients ask for vectors and as
 * OpenAI, Azure and compatible servers are asked. Part of both of OpenAI's protocols, whose
 * upstreams serve it beside them. May import what a protocol may.
 */
@NullMarked
package dev.dragoman.protocol.openai.embeddings;

import org.jspecify.annotations.NullMarked;
