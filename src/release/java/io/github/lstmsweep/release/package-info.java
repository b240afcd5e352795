/** Tests of what a release ships. They run with {@code mvn verify -Prelease}. */
package io.github.lstmsweep.release;
