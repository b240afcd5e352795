package io.github.lstmsweep.corpus.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriPasswordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://AKIA:s3cr3t@bucket/out",
        "s3a://AKIA:12/s3cr3t@bucket/out",
        "s3a://AKIA:s3c/r3t@bucket/out",
        "s3a://AKIA:s3c@r3t@bucket/out",
        "s3a://:s3cr3t@bucket/out",
        "s3a://s3cr3t@bucket/out",
        "https://s3cr3t@host/out",
        "https://me:s3cr3t@host:8443/out",
        "HTTPS://me:s3cr3t@host/out",
        "hdfs://me:123456789/s3cr3t@host/out",
        "hdfs://s3cr3t@host:8020/out",
        "abfss://container:s3cr3t@account.dfs.core.windows.net/out"
      })
  void userInfoIsRefusedAndNotRepeated(String uri) {
    assertThatThrownBy(() -> UriPassword.refuse("use the table", uri))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot use the table " + uri.substring(0, uri.indexOf(':')) + "://…@")
        .hasMessageContaining("must be without a user and password, which others would read")
        .hasMessageNotContaining("s3c")
        .hasMessageNotContaining("r3t")
        .hasMessageNotContaining("AKIA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://bucket/a@b",
        "s3a://bucket/a:b@c",
        "hdfs://host:8020/user/me@realm/out",
        "http://host:8080/package@1.2/text",
        "https://host/?mail=me@host",
        "abfss://container@account.dfs.core.windows.net/out",
        "wasbs://container@account.blob.core.windows.net/out",
        "file:///home/me@host:1/out",
        "out/a:b@c",
        "C:\\me@host"
      })
  void anAtInAPathAndAContainerAreNone(String uri) {
    assertThatCode(() -> UriPassword.refuse("use the table", uri)).doesNotThrowAnyException();
  }
}
