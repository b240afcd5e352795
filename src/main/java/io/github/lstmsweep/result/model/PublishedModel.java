package io.github.lstmsweep.result.model;

import io.github.lstmsweep.corpus.Vocabulary;
import java.util.Optional;

/**
 * What a model file holds.
 *
 * @param parameters in the canonical order of {@code nn.Parameters}; not copied
 * @param vocabulary what its tokens are; empty in files of version 2
 */
// Never compared or used as a key.
@SuppressWarnings("ArrayRecordComponent")
public record PublishedModel(float[] parameters, Optional<Vocabulary> vocabulary) {}
