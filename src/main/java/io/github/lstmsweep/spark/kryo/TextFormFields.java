package io.github.lstmsweep.spark.kryo;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.trial.TextForm;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of a text by Kryo, as part of what has one. */
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
