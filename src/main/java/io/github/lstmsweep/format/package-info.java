/**
 * Formats numbers and tables of text for people, in every locale alike. In: values. Out: texts.
 * Every package may use it.
 */
package io.github.lstmsweep.format;
