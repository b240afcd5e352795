/**
 * Where trials run: the session, the order, one task a trial, Kryo; and Spark SQL over the table.
 * The only package that sees Spark's RDDs, scheduler and sessions. Only Spark's Java API is used,
 * so that one jar runs on every Scala version.
 */
package io.github.lstmsweep.spark;
