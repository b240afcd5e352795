/**
 * Tells what rules that stop trials early would have trained. In: the rows and the curves of a
 * finished table. Out: lines for a terminal, or JSON.
 */
package io.github.lstmsweep.cli.replay;
