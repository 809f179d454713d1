/**
 * What exchanges used and cost: each attempt is charged once, when its exchange is over; a request
 * that a bound refused is counted as limited and charged nothing. Imports the exchange, prices,
 * leases and the port that keeps usage; knows no protocol and no store.
 *
 * <pre>
 * attempt                                              charged                          basis
 * answered, with a report                              the report                       report
 * answered, without one                                input and output by their text   estimate
 * read to its end after the client had left            the report                       drain
 * hung up on, for the client left or it took too long  what was reported; else input    estimate
 *                                                      by its text; and output by what
 *                                                      passed
 * broke or failed after some of its answer             the same                         estimate
 * refused, or failed before anything was reported      nothing                          -
 * never reached                                        nothing                          -
 * a count of tokens                                    nothing                          -
 * </pre>
 *
 * Vendors bill no request that they answer with an error (OpenAI and Anthropic, error code guides),
 * and what a model wrote before its stream broke. Text that an upstream writes and does not send,
 * such as sealed reasoning, is in no estimate.
 */
@NullMarked
package dev.dragoman.gateway.account;

import org.jspecify.annotations.NullMarked;
