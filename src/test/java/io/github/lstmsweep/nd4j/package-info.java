/** Compares DL4J's network with ours: equal parameters, equal loss and gradient. */
package io.github.lstmsweep.nd4j;
