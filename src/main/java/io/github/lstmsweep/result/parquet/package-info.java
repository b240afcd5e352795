/**
 * Reads and writes the bytes of Parquet files that a stranger may have made. In: bytes. Out: pages
 * whose sizes were checked before memory is taken, and seals.
 */
package io.github.lstmsweep.result.parquet;
