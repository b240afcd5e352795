/**
 * Gives a second opinion on {@code nn}: DL4J's own network with our parameters, scored by DL4J
 * Spark. It is the only package that uses ND4J and DL4J. Their jars are optional.
 */
package io.github.lstmsweep.nd4j;
