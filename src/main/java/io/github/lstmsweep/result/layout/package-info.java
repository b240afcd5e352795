/**
 * Names the files of a table. In: ids and digests. Out: paths relative to the table's root. They
 * are checked and cannot lead out of it.
 */
package io.github.lstmsweep.result.layout;
