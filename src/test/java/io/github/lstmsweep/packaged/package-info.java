/** Tests the packaged jar. The tests run after {@code package}, in {@code mvn verify}. */
package io.github.lstmsweep.packaged;
