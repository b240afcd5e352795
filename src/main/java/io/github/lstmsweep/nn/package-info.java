/** The network: recurrent cell, output layer, loss, gradients. */
package io.github.lstmsweep.nn;
