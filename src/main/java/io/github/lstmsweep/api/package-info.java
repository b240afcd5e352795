/**
 * What another program calls: a sweep in its own Spark session, and the table as a Dataset. The
 * command line goes the same way. Beside {@code spark} the only package that sees a Spark session.
 */
package io.github.lstmsweep.api;
