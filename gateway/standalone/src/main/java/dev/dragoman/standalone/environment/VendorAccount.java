package dev.dragoman.standalone.environment;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A vendor for whom the environment holds a key.
 *
 * @param apiVersion version of the interface that calls name, null for none
 */
record VendorAccount(Vendor vendor, Credential key, URI baseUrl, @Nullable String apiVersion) {}
