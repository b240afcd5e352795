package io.github.lstmsweep.result.parquet;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.storage.CorruptFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

class NestedColumnsTest {
  @Test
  void columnsMayBeNestedToAFewLevels() {
    assertThatCode(() -> ParquetBytes.check(nested(10))).doesNotThrowAnyException();
  }

  /** Parquet would print a schema of a thousand levels in a million blanks. */
  @Test
  void columnsOfManyLevelsAreRefusedBeforeParquetReadsThem() {
    for (int levels : new int[] {17, 1000}) {
      assertThatThrownBy(() -> ParquetBytes.check(nested(levels)))
          .isInstanceOf(CorruptFileException.class)
          .hasMessage("its columns are nested too deeply");
    }
  }

  /** Returns a file of one row without values; its one column is inside so many groups. */
  private static byte[] nested(int levels) throws IOException {
    String text =
        "message m { "
            + "optional group g { ".repeat(levels - 1)
            + "optional int64 x; "
            + "}".repeat(levels);
    MessageType schema = MessageTypeParser.parseMessageType(text);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(MemoryFile.output(bytes)).withType(schema).build()) {
      writer.write(new SimpleGroupFactory(schema).newGroup());
    }
    return bytes.toByteArray();
  }
}
