package io.github.lstmsweep.result.parquet;

import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Checks each page of a row group before it is decoded. A decoder allocates as many values as a
 * page's header promises.
 */
public final class CheckedPages implements PageReadStore {
  /**
   * Encodings of the values in our files, by name. Decoders of different encodings allocate as much
   * as the page's bytes promise.
   */
  private static final Set<String> ENCODINGS =
      Set.of("PLAIN", "RLE", "PLAIN_DICTIONARY", "RLE_DICTIONARY");

  private final PageReadStore pages;

  /** Checks the pages of {@code pages}. */
  public CheckedPages(PageReadStore pages) {
    this.pages = pages;
  }

  @Override
  public PageReader getPageReader(ColumnDescriptor column) {
    PageReader reader = pages.getPageReader(column);
    return new PageReader() {
      @Override
      public DictionaryPage readDictionaryPage() {
        DictionaryPage page = reader.readDictionaryPage();
        if (page != null) {
          require(ENCODINGS.contains(page.getEncoding().name()));
          require(page.getDictionarySize() >= 0);
          require(page.getDictionarySize() <= page.getBytes().size());
        }
        return page;
      }

      @Override
      public long getTotalValueCount() {
        return reader.getTotalValueCount();
      }

      @Override
      public DataPage readPage() {
        DataPage page = reader.readPage();
        if (page != null) {
          require(ENCODINGS.contains(encoding(page).name()));
          require(page.getValueCount() >= 0);
          require(page.getValueCount() <= reader.getTotalValueCount());
        }
        return page;
      }
    };
  }

  @Override
  public long getRowCount() {
    return pages.getRowCount();
  }

  private static Encoding encoding(DataPage page) {
    return page.accept(
        new DataPage.Visitor<>() {
          @Override
          public Encoding visit(DataPageV1 first) {
            return first.getValueEncoding();
          }

          @Override
          public Encoding visit(DataPageV2 second) {
            return second.getDataEncoding();
          }
        });
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new ParquetDecodingException("a page's header is broken");
    }
  }
}
