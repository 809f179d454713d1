/** Tests of reports. */
@NullMarked
package dev.dragoman.store.report;

import org.jspecify.annotations.NullMarked;
