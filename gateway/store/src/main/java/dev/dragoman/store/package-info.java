/**
 * What outlives a process: keys, what was spent of a window, usage, and state of reasoning. Ports
 * and their adapters: memory, SQLite for one process, DynamoDB for a fleet. Imports the contract,
 * and the library of a store within its adapter alone.
 */
@NullMarked
package dev.dragoman.store;

import org.jspecify.annotations.NullMarked;
