/**
 * Holds what every package shares: how the process ends, and how a person's mistake is told. In: an
 * exception or a circumstance. Out: an exit code, or lines for a person.
 */
package io.github.lstmsweep;
