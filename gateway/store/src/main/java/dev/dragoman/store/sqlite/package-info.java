/**
 * The store of one machine: a SQLite file. One thread writes, with all that waits in one
 * transaction; others read beside it (write-ahead log). Alone may import {@code java.sql}.
 */
@NullMarked
package dev.dragoman.store.sqlite;

import org.jspecify.annotations.NullMarked;
