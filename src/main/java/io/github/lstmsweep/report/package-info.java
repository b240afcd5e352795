/** What the table means: one HTML page that stands alone, with its charts drawn in it. */
package io.github.lstmsweep.report;
