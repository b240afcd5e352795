/**
 * Formats for people: numbers and tables of text, in every locale alike. Every package may use it,
 * and it uses none.
 */
package io.github.lstmsweep.format;
