/**
 * What came out: the row of a trial, its schema, and the table that rows are published to and
 * listed from. The only package that sees Hadoop's filesystems and Parquet.
 */
package io.github.lstmsweep.result;
