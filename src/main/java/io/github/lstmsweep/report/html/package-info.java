/**
 * Writes HTML and SVG that contain foreign text safely. In: elements, attributes and texts. Out:
 * markup in which every text is encoded for its place.
 */
package io.github.lstmsweep.report.html;
