/** What every package shares: how the process ends and how a person's mistake is told. */
package io.github.lstmsweep;
