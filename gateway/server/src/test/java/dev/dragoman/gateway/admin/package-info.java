/** Tests of the admin API's parts. */
@NullMarked
package dev.dragoman.gateway.admin;

import org.jspecify.annotations.NullMarked;
