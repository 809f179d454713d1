/**
 * The admin API and a key's own page, as functions of a store: who may ask is decided before, how
 * it travels after. One list of operations makes both the routes and the OpenAPI document. Imports
 * contract, auth and the store's ports and reports; knows no web types.
 */
@NullMarked
package dev.dragoman.gateway.admin;

import org.jspecify.annotations.NullMarked;
