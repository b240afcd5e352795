/**
 * Walks the space. In: a specification and the data of its trials. Out: the trials to run, in one
 * stable order.
 */
package io.github.lstmsweep.search;
