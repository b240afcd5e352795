package io.github.lstmsweep.corpus;

/**
 * A text as token ids.
 *
 * @param name the built-in name or the path that the user gave
 * @param sha256 lower-case hexadecimal SHA-256 of the file's bytes
 * @param tokens how it was cut: {@code char} or {@code word}
 * @param vocabulary token to id and back
 * @param ids the whole text, one id a token; not copied, never written to
 */
// Never compared or used as a key: the array is what the kernels read.
@SuppressWarnings("ArrayRecordComponent")
public record Corpus(String name, String sha256, String tokens, Vocabulary vocabulary, int[] ids) {}
