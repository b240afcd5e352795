package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.result.row.ParquetInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * Makes small files of rows whose numbers ask a reader for more memory or time than a machine has.
 * Each is cut in two for {@link ParquetInput}.
 */
public final class ParquetBombs {
  private static final long MANY = 1L << 40;
  private static final int LARGE = 1 << 30;
  private static final int LEVELS = 20_000;
  private static final int TAIL = 8;

  private final byte[] file;
  private final int footer;

  private ParquetBombs(byte[] file) {
    this.file = file;
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TAIL);
    this.footer = file.length - TAIL - length;
  }

  /** Returns the bombs made of a whole file, by name. */
  public static Map<String, byte[]> of(byte[] file) throws IOException {
    ParquetBombs bombs = new ParquetBombs(file);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("bomb-chunk-size", bombs.columns(column -> column.setTotal_compressed_size(MANY)));
    files.put("bomb-chunk-negative", bombs.columns(column -> column.setTotal_compressed_size(-1)));
    files.put("bomb-values", bombs.columns(column -> column.setNum_values(MANY)));
    files.put("bomb-offset", bombs.columns(column -> column.setData_page_offset(MANY)));
    files.put("bomb-rows", bombs.footer(f -> f.getRow_groups().get(0).setNum_rows(MANY)));
    files.put("bomb-no-columns", bombs.footer(ParquetBombs::withoutColumns));
    files.put("bomb-groups", bombs.footer(ParquetBombs::repeatGroup));
    files.put("bomb-levels", bombs.footer(ParquetBombs::nest));
    files.put("bomb-page-size", bombs.pages(ParquetBombs::largePage, 0));
    files.put("bomb-page-values", bombs.pages(ParquetBombs::manyValues, LARGE));
    files.put("bomb-nulls", bombs.pages(ParquetBombs::nulls, LARGE));
    files.put("bomb-dictionary", bombs.pages(ParquetBombs::largeDictionary, 0));
    files.put("bomb-deltas", bombs.pages(ParquetBombs::deltas, 0));
    files.put("bomb-list", ParquetInput.cut(bombs.withFooter(listOfMany())));
    files.put("bomb-text", ParquetInput.cut(bombs.withFooter(longText())));
    return files;
  }

  private byte[] columns(Consumer<ColumnMetaData> change) throws IOException {
    return footer(
        f -> f.getRow_groups().get(0).getColumns().forEach(c -> change.accept(c.getMeta_data())));
  }

  private byte[] footer(Consumer<FileMetaData> change) throws IOException {
    FileMetaData data =
        Util.readFileMetaData(new ByteArrayInputStream(file, footer, file.length - footer));
    change.accept(data);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(data, bytes);
    return ParquetInput.cut(withFooter(bytes.toByteArray()));
  }

  private static void withoutColumns(FileMetaData data) {
    data.setSchema(List.of(new SchemaElement("trial").setNum_children(0)));
    data.getRow_groups().get(0).setColumns(List.of()).setNum_rows(MANY);
  }

  /** Repeats a row group, so that its bytes are read as rows again and again. */
  private static void repeatGroup(FileMetaData data) {
    for (int i = 0; i < 5; i++) {
      data.getRow_groups().addAll(List.copyOf(data.getRow_groups()));
    }
  }

  private static void nest(FileMetaData data) {
    SchemaElement root = new SchemaElement("trial").setNum_children(1);
    SchemaElement level =
        new SchemaElement("a").setRepetition_type(FieldRepetitionType.OPTIONAL).setNum_children(1);
    SchemaElement[] schema = new SchemaElement[LEVELS];
    Arrays.fill(schema, level);
    schema[0] = root;
    schema[LEVELS - 1] =
        new SchemaElement("b").setRepetition_type(FieldRepetitionType.OPTIONAL).setType(Type.INT64);
    data.setSchema(List.of(schema));
  }

  /** Changes a page's header and returns its new content. */
  private interface PageChange {
    byte[] content(Type type, PageHeader header, byte[] content);
  }

  /**
   * Changes the first page of every column and moves it behind the other ones.
   *
   * @param values the number of values that every column and the group get; 0 to keep theirs
   */
  private byte[] pages(PageChange change, int values) throws IOException {
    ByteArrayOutputStream pages = new ByteArrayOutputStream();
    pages.write(file, 0, footer);
    FileMetaData data =
        Util.readFileMetaData(new ByteArrayInputStream(file, footer, file.length - footer));
    for (ColumnChunk chunk : data.getRow_groups().get(0).getColumns()) {
      ColumnMetaData column = chunk.getMeta_data();
      boolean hasDictionary =
          column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0;
      long start =
          hasDictionary ? column.getDictionary_page_offset() : column.getData_page_offset();
      ByteArrayInputStream in =
          new ByteArrayInputStream(file, (int) start, (int) column.getTotal_compressed_size());
      PageHeader header = Util.readPageHeader(in);
      byte[] content =
          change.content(column.getType(), header, in.readNBytes(header.getCompressed_page_size()));
      header.unsetCrc();
      int at = pages.size();
      Util.writePageHeader(header, pages);
      pages.write(content);
      column.setData_page_offset(hasDictionary ? pages.size() : at);
      if (hasDictionary) {
        column.setDictionary_page_offset(at);
      }
      pages.write(in.readAllBytes());
      column.setTotal_compressed_size(pages.size() - at);
      column.setNum_values(values > 0 ? values : column.getNum_values());
    }
    if (values > 0) {
      data.getRow_groups().get(0).setNum_rows(values);
    }
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    Util.writeFileMetaData(data, changed);
    return ParquetInput.cut(whole(pages.toByteArray(), changed.toByteArray()));
  }

  private static byte[] largePage(Type type, PageHeader page, byte[] content) {
    page.setUncompressed_page_size(LARGE);
    return content;
  }

  private static byte[] manyValues(Type type, PageHeader page, byte[] content) {
    if (page.isSetData_page_header()) {
      page.getData_page_header().setNum_values(LARGE);
    }
    return content;
  }

  private static byte[] largeDictionary(Type type, PageHeader page, byte[] content) {
    if (page.isSetDictionary_page_header()) {
      page.getDictionary_page_header().setNum_values(LARGE);
    }
    return content;
  }

  /** Makes one run of definition levels say that a thousand million values are null. */
  private static byte[] nulls(Type type, PageHeader page, byte[] content) {
    if (page.isSetDictionary_page_header()) {
      return content;
    }
    page.getData_page_header().setNum_values(LARGE);
    byte[] run = {-128, -128, -128, -128, 8, 0};
    return content(page, levels(run));
  }

  /** Makes the content of a page of deltas say that it has a thousand million values. */
  private static byte[] deltas(Type type, PageHeader page, byte[] content) {
    if (page.isSetDictionary_page_header() || type != Type.INT64) {
      return content;
    }
    page.getData_page_header().setEncoding(Encoding.DELTA_BINARY_PACKED);
    byte[] levels =
        levels(new byte[] {(byte) (page.getData_page_header().getNum_values() << 1), 1});
    byte[] block = {-128, 1, 4, -128, -128, -128, -128, 4, 0};
    return content(
        page, ByteBuffer.allocate(levels.length + block.length).put(levels).put(block).array());
  }

  private static byte[] levels(byte[] run) {
    return ByteBuffer.allocate(Integer.BYTES + run.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(run.length)
        .put(run)
        .array();
  }

  private static byte[] content(PageHeader page, byte[] content) {
    page.setUncompressed_page_size(content.length);
    page.setCompressed_page_size(content.length);
    return content;
  }

  /** Returns a footer whose field 2, the schema, is a list of two thousand million elements. */
  private static byte[] listOfMany() {
    return new byte[] {0x15, 2, 0x19, (byte) 0xfc, -1, -1, -1, -1, 7};
  }

  /** Returns a footer whose field 6, the writer's name, is a text of two thousand million bytes. */
  private static byte[] longText() {
    return new byte[] {0x15, 2, 0x58, -1, -1, -1, -1, 7};
  }

  private byte[] withFooter(byte[] changed) {
    return whole(Arrays.copyOf(file, footer), changed);
  }

  private static byte[] whole(byte[] pages, byte[] footer) {
    return ByteBuffer.allocate(pages.length + footer.length + TAIL)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(pages)
        .put(footer)
        .putInt(footer.length)
        .put("PAR1".getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
