/**
 * Serializes what the driver sends to executors. In: records. Out: Kryo's bytes, and back; Kryo
 * cannot set the fields of a record.
 */
package io.github.lstmsweep.spark.kryo;
