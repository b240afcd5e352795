/**
 * Loads a corpus by its name. In: the name or place in a specification. Out: a {@link
 * io.github.lstmsweep.corpus.Corpus} or a {@link io.github.lstmsweep.corpus.TimeSeries}.
 */
package io.github.lstmsweep.corpus.load;
