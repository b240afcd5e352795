/** Shows how a run proceeds: a block on a terminal, plain lines elsewhere, or JSON for programs. */
package io.github.lstmsweep.cli.progress;
