package io.github.lstmsweep.corpus;

import io.github.lstmsweep.UserException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A text as d2l.ai prepares it (chapter 9.2): every run of characters outside A-Z and a-z becomes
 * one blank, at the ends too, and the rest lower case; then it is cut into tokens. Where sentence
 * marks are tokens, they are no part of such runs.
 */
final class CorpusText {
  private CorpusText() {}

  static Corpus corpus(String name, byte[] bytes, Tokens tokens) {
    if (bytes.length == 0) {
      throw unusable(name, "must hold text, but is empty");
    }
    String text = preprocess(decode(name, bytes), tokens);
    if (text.chars().noneMatch(Character::isLetter)) {
      throw unusable(name, "must hold letters A-Z or a-z, but has none");
    }
    List<String> cut = tokens.cut(text);
    Vocabulary vocabulary = Vocabulary.of(cut);
    Map<String, Integer> ids = new HashMap<>();
    vocabulary.tokens().forEach(token -> ids.put(token, vocabulary.id(token)));
    return new Corpus(
        name, sha256(bytes), tokens.key(), vocabulary, cut.stream().mapToInt(ids::get).toArray());
  }

  static String preprocess(CharSequence text, Tokens tokens) {
    StringBuilder kept = new StringBuilder(text.length());
    boolean keptBefore = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean upper = c >= 'A' && c <= 'Z';
      boolean letter = upper || (c >= 'a' && c <= 'z');
      boolean keep = letter || tokens.keeps(c);
      if (keep) {
        kept.append(upper ? (char) (c - 'A' + 'a') : c);
      } else if (keptBefore) {
        kept.append(' ');
      }
      keptBefore = keep;
    }
    return kept.toString();
  }

  private static CharSequence decode(String name, byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    // UTF-8 never makes more characters than it has bytes.
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw unusable(
          name,
          "must be UTF-8, but byte 0x%02x at offset %d is not; convert it, for instance with iconv"
              .formatted(bytes[in.position()], in.position()));
    }
    return out.flip();
  }

  private static UserException unusable(String name, String bound) {
    return UserException.badInput("Cannot use corpus " + name + ": " + bound);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
