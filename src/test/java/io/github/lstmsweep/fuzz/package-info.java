/**
 * Fuzzes every reader of outside data: files, queries and typed values. Each target states what
 * must hold for any input.
 */
package io.github.lstmsweep.fuzz;
