@NullMarked
package dev.dragoman.protocol.bedrock;

import org.jspecify.annotations.NullMarked;
