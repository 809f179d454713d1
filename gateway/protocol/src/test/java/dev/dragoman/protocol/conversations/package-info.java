/**
 * Golden conversations: one exchange in every protocol, and what each becomes in every other. The
 * files lie under {@code conversations/} in the test resources; its README says what each is.
 */
@NullMarked
package dev.dragoman.protocol.conversations;

import org.jspecify.annotations.NullMarked;
