/** Tests of what is packaged: they run after {@code package}, in {@code mvn verify}. */
package io.github.lstmsweep.packaged;
