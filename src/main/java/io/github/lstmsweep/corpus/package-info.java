/** What a trial learns from: text, tokens, vocabulary, windows. */
package io.github.lstmsweep.corpus;
