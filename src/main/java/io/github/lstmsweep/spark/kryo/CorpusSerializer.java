package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.IntSequence;
import io.github.lstmsweep.corpus.TextCount;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.trial.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Serializes a corpus. Spark's version of Kryo cannot set the fields of a record. */
public final class CorpusSerializer extends Serializer<Corpus> {
  /** Makes a serializer of immutable values that are never null. */
  public CorpusSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, Corpus corpus) {
    out.writeString(corpus.name());
    out.writeString(corpus.sha256());
    out.writeString(corpus.tokens());
    TextFormFields.write(out, corpus.tokenizer().form());
    out.writeInt(corpus.minFreq());
    out.writeInt(corpus.vocabulary().size());
    corpus.vocabulary().tokens().forEach(out::writeString);
    write(out, corpus.ids());
    write(out, corpus.characters());
    write(out, corpus.count());
  }

  private static void write(Output out, IntSequence numbers) {
    out.writeInt(numbers.length());
    for (int place = 0; place < numbers.length(); place++) {
      out.writeInt(numbers.at(place), true);
    }
  }

  private static IntSequence read(Input in) {
    return IntSequence.of(in.readInts(in.readInt(), true));
  }

  private static void write(Output out, TextCount count) {
    out.writeLong(count.characters());
    out.writeLong(count.letters());
    out.writeLong(count.digits());
    out.writeLong(count.punctuation());
    out.writeLong(count.controls());
    out.writeInt(count.alphabet());
  }

  private static TextCount readCount(Input in) {
    return new TextCount(
        in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt());
  }

  @Override
  public Corpus read(Kryo kryo, Input in, Class<Corpus> type) {
    String name = in.readString();
    String sha256 = in.readString();
    Tokens tokens = Tokens.of(in.readString()).orElseThrow();
    Tokenizer tokenizer = new Tokenizer(TextFormFields.read(in), tokens);
    int minFreq = in.readInt();
    int size = in.readInt();
    List<String> vocabulary = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      vocabulary.add(in.readString());
    }
    return new Corpus(
        name,
        sha256,
        tokenizer,
        minFreq,
        new Vocabulary(vocabulary),
        read(in),
        read(in),
        readCount(in));
  }
}
