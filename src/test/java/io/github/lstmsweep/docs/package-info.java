/**
 * Tests the documents: their links, their commands, their specifications, their queries with the
 * answers, and their sentences.
 */
package io.github.lstmsweep.docs;
