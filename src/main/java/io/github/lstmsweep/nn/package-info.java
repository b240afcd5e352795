/** The network: recurrent layers, output layer, loss, gradients, optimizer. */
package io.github.lstmsweep.nn;
