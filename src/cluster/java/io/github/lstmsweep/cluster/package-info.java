/** Tests on clusters of this machine's processes, by the scripts that a person starts. */
package io.github.lstmsweep.cluster;
