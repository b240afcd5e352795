/**
 * Queries a table with Spark SQL. In: a query that a stranger may have written. Out: rows. Only the
 * views of the table can be reached.
 */
package io.github.lstmsweep.spark.sql;
