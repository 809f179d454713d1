/**
 * DynamoDB Local for tests of any module: a process of its own, so that nobody has its class path.
 * Depend on the test jar of this module and call {@code DynamoLocal.start()}.
 */
@NullMarked
package dev.dragoman.store.local;

import org.jspecify.annotations.NullMarked;
