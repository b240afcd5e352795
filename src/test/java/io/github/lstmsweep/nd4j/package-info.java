/** DL4J's network beside ours: the same parameters, the same loss and gradient. */
package io.github.lstmsweep.nd4j;
