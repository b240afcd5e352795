package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.trial.TextForm;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes the form of a text, as part of a value that has one. */
final class TextFormFields {
  private TextFormFields() {}

  static void write(Output out, TextForm form) {
    form.words().values().forEach(out::writeString);
  }

  static TextForm read(Input in) {
    Map<String, String> words = new LinkedHashMap<>();
    TextForm.keys().keySet().forEach(key -> words.put(key, in.readString()));
    return TextForm.of(words);
  }
}
