/**
 * The operator: it turns resources into configuration, delivers it to the pods of each gateway,
 * runs those pods and says in status what is in force. Meets the gateway only in the contract.
 */
@NullMarked
package dev.dragoman.operator;

import org.jspecify.annotations.NullMarked;
