package dev.dragoman.standalone.environment;

import java.net.URI;

/** A vendor for whom the environment holds a key. */
record VendorAccount(Vendor vendor, Credential key, URI baseUrl) {}
