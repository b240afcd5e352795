/**
 * Reads the user's specification of a sweep. In: a YAML file and values of the command line. Out: a
 * {@link io.github.lstmsweep.specification.SweepSpec} with every default filled in, or all problems
 * at once. Nothing else starts before the specification is valid.
 */
package io.github.lstmsweep.specification;
