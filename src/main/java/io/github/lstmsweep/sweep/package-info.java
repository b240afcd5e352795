/**
 * Holds the use cases of a sweep. In: a specification or a table. Out: the trials that are missing,
 * a finished run, a test score, a trained model. Command line and API call this package.
 */
package io.github.lstmsweep.sweep;
