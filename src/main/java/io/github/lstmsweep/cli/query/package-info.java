/**
 * Prints the answers to queries. In: SQL as an argument, in a file or typed at a prompt. Out: a
 * table, CSV, JSON or Markdown.
 */
package io.github.lstmsweep.cli.query;
