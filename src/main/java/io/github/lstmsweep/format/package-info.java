/**
 * Formats numbers and tables of text for people, equally in every locale. In: values. Out: texts.
 * Every package may use it.
 */
package io.github.lstmsweep.format;
