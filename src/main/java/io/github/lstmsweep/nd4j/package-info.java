/**
 * A second opinion beside {@code nn}: DL4J's own network with our parameters, scored by DL4J Spark.
 * The only package that sees ND4J and DL4J, whose jars are there for those who ask for it.
 */
package io.github.lstmsweep.nd4j;
