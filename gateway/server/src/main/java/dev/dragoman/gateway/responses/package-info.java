/**
 * Answers that clients asked to be stored: a port, the store in use behind it, and the conversation
 * that leads to an answer. Imports the protocols' storage, the store's ports, the store in use and
 * Reactor.
 */
@NullMarked
package dev.dragoman.gateway.responses;

import org.jspecify.annotations.NullMarked;
