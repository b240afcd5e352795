/**
 * Writes trained models in formats of other programs. In: a trained trial. Out: the bytes of a
 * file.
 */
package io.github.lstmsweep.sweep.export;
