/**
 * The operator's own certificate authority: made at run time, kept in a Secret, renewed in time,
 * and the server certificate that it signs. Nothing else signs with it. Imports the Kubernetes
 * client and the library that makes certificates.
 */
@NullMarked
package dev.dragoman.operator.certificates;

import org.jspecify.annotations.NullMarked;
