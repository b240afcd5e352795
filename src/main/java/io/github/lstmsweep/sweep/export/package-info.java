/**
 * Writes trained models in formats of other programs, and lists the programs that take the trials
 * of a table. In: a trained trial. Out: the bytes of a file.
 */
package io.github.lstmsweep.sweep.export;
