package io.github.lstmsweep.result.model;

import io.github.lstmsweep.corpus.Vocabulary;
import java.util.Optional;

/**
 * The contents of a model file.
 *
 * @param parameters in the canonical order of {@code nn.Parameters}; not copied
 * @param vocabulary the tokens; empty in files of version 2
 */
// Never compared or used as a key.
@SuppressWarnings("ArrayRecordComponent")
public record PublishedModel(float[] parameters, Optional<Vocabulary> vocabulary) {}
