/** Tests the scripts that a user starts, on clusters of this machine's processes. */
package io.github.lstmsweep.cluster;
