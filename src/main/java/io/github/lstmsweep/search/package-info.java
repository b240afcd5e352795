/** How the space is walked: from a specification to its trials, in one stable order. */
package io.github.lstmsweep.search;
