/**
 * Reads how a sweep searches. In: the key {@code method} and the section {@code search}. Out: the
 * settings of the search.
 */
package io.github.lstmsweep.specification.search;
