/**
 * Reads and writes files on any filesystem. In: a path relative to the table's root, and bytes.
 * Out: a file that is published whole or not at all. The only package that sees Hadoop's
 * filesystems.
 */
package io.github.lstmsweep.result.storage;
