/**
 * Holds the combinations of hyperparameters that a specification names. In: its sections {@code
 * parameters}, {@code tie} and {@code exclude}. Out: a {@link
 * io.github.lstmsweep.specification.space.Space} of axes and exclusions.
 */
package io.github.lstmsweep.specification.space;
