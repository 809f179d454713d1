@NullMarked
package dev.dragoman.gateway.upstream.bedrock;

import org.jspecify.annotations.NullMarked;
