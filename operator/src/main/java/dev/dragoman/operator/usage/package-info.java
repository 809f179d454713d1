/**
 * What keys and quotas have spent, read from the store for their status and for Events. Reads only
 * what pods touched; the gateways enforce from the store and never from here.
 *
 * <pre>
 * pods ═ touched keys ═▶ UsagePoll ── windows ──▶ store
 *                            │ Spending
 *                            └──▶ UsageBook ──▶ status of keys and quotas, Events
 * </pre>
 */
@NullMarked
package dev.dragoman.operator.usage;

import org.jspecify.annotations.NullMarked;
