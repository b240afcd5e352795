/**
 * Writes values with exactly one spelling, on which the ids of trials depend. In: numbers and
 * strings. Out: text that no JDK spells differently.
 */
package io.github.lstmsweep.trial.canonical;
