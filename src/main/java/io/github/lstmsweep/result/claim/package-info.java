/**
 * Decides which process works on which trial. In: a trial's id and a process. Out: a claim that
 * lasts while its marker is renewed, and the deaths of earlier processes.
 */
package io.github.lstmsweep.result.claim;
