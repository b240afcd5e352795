/**
 * Opens the bytes of a corpus. In: a path, an HTTP address or a URI of a cluster's filesystem. Out:
 * a stream that ends, with limits on size and time, or a reason why not.
 */
package io.github.lstmsweep.corpus.source;
