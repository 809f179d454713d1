package dev.dragoman.store.response;

/**
 * Which answer it is.
 *
 * @param scope uid of the gateway
 * @param tenant whose answer it is; nobody else finds it by its id
 * @param id as the client knows it
 */
public record ResponseId(String scope, String tenant, String id) {}
