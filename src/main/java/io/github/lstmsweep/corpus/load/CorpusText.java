package io.github.lstmsweep.corpus.load;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Cutter;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.TextForm.Choice;
import io.github.lstmsweep.trial.TextForm.Letters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads a UTF-8 text as a corpus. It reads the text once and never holds it whole, because it may
 * be a gigabyte.
 */
public final class CorpusText {
  private static final int PART = 1 << 16;

  private CorpusText() {}

  /**
   * Reads the tokens of a text.
   *
   * @param source its name for the corpus and its place for messages
   * @throws UserException if it is empty, is not UTF-8, or nothing of it is kept
   */
  public static Corpus read(CorpusSource source, InputStream text, Tokenizer tokenizer)
      throws IOException {
    MessageDigest digest = sha256();
    Cutter cutter = new Cutter(tokenizer);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    byte[] bytes = new byte[PART];
    ByteBuffer in = ByteBuffer.wrap(bytes);
    // UTF-8 never decodes to more characters than it has bytes.
    CharBuffer out = CharBuffer.allocate(PART);
    long before = 0;
    boolean isOver = false;
    while (!isOver) {
      int read = text.readNBytes(bytes, in.position(), in.remaining());
      digest.update(bytes, in.position(), read);
      isOver = read < in.remaining();
      in.limit(in.position() + read).rewind();
      if (decoder.decode(in, out, isOver).isError()) {
        throw notUtf8(source, bytes[in.position()], before + in.position());
      }
      before += in.position();
      cutter.accept(out.flip());
      out.clear();
      // Keeps the bytes of a character that ends in the next part.
      in.compact();
    }
    if (before == 0) {
      throw unusable(source, "must hold text, but is empty");
    }
    if (!cutter.hasText()) {
      throw unusable(source, "must hold " + bound(source, tokenizer.form()));
    }
    return cutter.corpus(source.name(), HexFormat.of().formatHex(digest.digest()));
  }

  private static String bound(CorpusSource source, TextForm form) {
    boolean isLatin = form.letters() == Letters.LATIN;
    String kept =
        isLatin
            ? "letters A-Z or a-z"
            : form.punctuation() == Choice.KEEP && form.digits() == Choice.KEEP
                ? "visible characters"
                : "letters";
    if (source.named() != CorpusSource.Named.SPECIFICATION) {
      // The form is that of a table, which its reader cannot set.
      return kept
          + ", since the form of the table's text keeps only these, but has none"
          + (isLatin ? "; a table with text.letters: unicode keeps those of every script" : "");
    }
    return kept
        + ", but has none"
        + (isLatin
            ? "; text.letters: unicode keeps those of every script"
            : kept.equals("letters")
                ? "; text.digits: keep and text.punctuation: keep would keep others"
                : "");
  }

  private static UserException notUtf8(CorpusSource source, byte wrong, long offset) {
    return unusable(
        source,
        "must be UTF-8, but byte 0x%02x at offset %d is not; convert it, for instance with iconv"
            .formatted(wrong, offset));
  }

  private static UserException unusable(CorpusSource source, String bound) {
    return UserException.badInput("Cannot use corpus " + source.shown() + ": " + bound);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
