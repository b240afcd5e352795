package io.github.lstmsweep.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicUriTest {
  @ParameterizedTest
  @CsvSource({
    "https://host/text?X-Amz-Signature=s3cr3t, https://host/text",
    "https://host/text#s3cr3t, https://host/text",
    "https://host?s3cr3t@x, https://host",
    "https://me:s3cr3t@host:8443/text, https://host:8443/text",
    "https://s3cr3t@host/text?s3cr3t, https://host/text",
    "s3a://KEY:12/s3cr3t@bucket/text, s3a://bucket/text",
    "s3a://KEY:s3c?r3t@bucket/text, s3a://bucket/text",
    "abfss://container@account/text?s3cr3t, abfss://container@account/text",
    "hdfs://host:8020/a@b, hdfs://host:8020/a@b",
    "file:/a/b?s3cr3t, file:/a/b"
  })
  void aUriLosesItsUserInfoItsQueryAndItsFragment(String uri, String shown) {
    assertThat(PublicUri.of(uri)).isEqualTo(shown);
    assertThat(PublicUri.of(shown)).as("once more").isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"harbour", "a/b?c#d.txt", "C:\\a?b", "me:12@x", "'',"})
  void aPathStaysAsItIs(String path) {
    assertThat(PublicUri.of(path == null ? "" : path)).isEqualTo(path == null ? "" : path);
  }

  @Test
  void theQueryBeginsWhereTheRestEnds() {
    String uri = "https://me:x@host/text?a=b";
    assertThat(uri.substring(PublicUri.parse(uri).queryAt())).isEqualTo("?a=b");
    assertThat(PublicUri.parse("a/b?c").queryAt()).isEqualTo(5);
  }
}
