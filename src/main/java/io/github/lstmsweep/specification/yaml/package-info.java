/**
 * Reads YAML as plain data. In: a text that a stranger may have written. Out: maps, lists and
 * strings, with a problem for each key that is unknown or has a bad value. Limits on size, depth
 * and aliases hold before the text is parsed.
 */
package io.github.lstmsweep.specification.yaml;
