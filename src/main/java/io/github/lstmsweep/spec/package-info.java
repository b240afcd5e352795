/**
 * What the user asks for: the specification file, read as plain data and checked as a whole, before
 * anything else starts.
 */
package io.github.lstmsweep.spec;
