/**
 * Measures the speed of trained networks. In: a model and its text. Out: tokens per second with
 * their quartiles.
 */
package io.github.lstmsweep.train.speed;
