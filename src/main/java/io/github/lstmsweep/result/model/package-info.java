/**
 * Holds trained models as files. In: parameters and tokens. Out: the bytes of a model file, and
 * back.
 */
package io.github.lstmsweep.result.model;
