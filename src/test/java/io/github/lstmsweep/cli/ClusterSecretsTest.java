package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no command line contains a secret, because every user of the machine can read it. */
@DisabledOnOs(OS.WINDOWS)
class ClusterSecretsTest {
  @TempDir Path folder;
  private ClusterProject project;

  @BeforeEach
  void copyTheProject() throws IOException {
    project = new ClusterProject(folder);
  }

  @AfterEach
  void stopTheMaster() throws IOException {
    project.close();
  }

  @Test
  void aSecretOnTheCommandLineIsRefused() throws Exception {
    Shell shell =
        project.start("yarn", "--conf", "spark.authenticate.secret=abc", "plan", "s.yaml");
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err())
        .containsExactly(
            "lstm-sweep: Cannot take spark.authenticate.secret from the command line: must be in a"
                + " file that only you can read; YARN makes one by itself, so leave it out.");
    assertThat(
            project
                .start(
                    "standalone",
                    "--master",
                    project.url(),
                    "--conf=spark.authenticate.secret=abc",
                    "plan",
                    "s.yaml")
                .err())
        .singleElement()
        .asString()
        .endsWith("put it into $SPARK_CONF_DIR/spark-defaults.conf, of mode 600.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --conf spark.hadoop.fs.s3a.secret.key=canary | spark.hadoop.fs.s3a.secret.key
          --conf=spark.hadoop.fs.s3a.access.key=canary | spark.hadoop.fs.s3a.access.key
          -c spark.ssl.ui.keyPassword=canary | spark.ssl.ui.keyPassword
          --conf spark.hadoop.fs.s3a.session.token=canary | spark.hadoop.fs.s3a.session.token
          --conf spark.executorEnv.AWS_SECRET_ACCESS_KEY=canary | spark.executorEnv.AWS_SECRET_ACCESS_KEY
          --conf spark.hadoop.fs.azure.account.key.a.dfs.core.windows.net=canary | spark.hadoop.fs.azure.account.key.a.dfs.core.windows.net
          --conf spark.authenticate.secret=canary --conf spark.authenticate.secret= | spark.authenticate.secret
          --driver-java-options -Dmy.password=canary | my.password
          --conf spark.executor.extraJavaOptions=-Da=b~-Djavax.net.ssl.trustStorePassword=canary | javax.net.ssl.trustStorePassword
          --conf=spark.driver.extraJavaOptions=-DAPI_TOKEN=canary | API_TOKEN
          """)
  void everySecretOnTheCommandLineIsRefused(String options, String key) throws Exception {
    for (String name : ClusterProject.SCRIPTS) {
      List<String> arguments = new ArrayList<>();
      for (String word : options.split(" ", -1)) {
        arguments.add(word.replace("~", " "));
      }
      arguments.addAll(List.of("plan", "s.yaml"));
      Shell shell = project.start(name, arguments.toArray(String[]::new));
      assertThat(shell.exitCode()).as(name).isEqualTo(2);
      assertThat(shell.out()).as(name).isEmpty();
      assertThat(shell.err())
          .as(name)
          .singleElement()
          .asString()
          .startsWith(
              "lstm-sweep: Cannot take "
                  + key
                  + " from the command line: must be in a file that only you can read; ")
          .doesNotContain("canary");
    }
  }

  @Test
  void itIsSaidWhereSecretsBelong() throws Exception {
    String[] arguments = {"--conf", "spark.hadoop.fs.s3a.secret.key=abc", "plan", "s.yaml"};
    String file =
        "lstm-sweep: Cannot take spark.hadoop.fs.s3a.secret.key from the command line: must be in a"
            + " file that only you can read; ";
    for (String name : List.of("standalone", "yarn")) {
      assertThat(project.start(name, arguments).err())
          .containsExactly(
              file
                  + "put it into $SPARK_CONF_DIR/spark-defaults.conf, of mode 600, or into a"
                  + " credential provider of Hadoop.");
    }
    assertThat(project.start("kubernetes", arguments).err())
        .containsExactly(
            file
                + "put it into a secret of Kubernetes and mount that, or into a credential provider"
                + " of Hadoop.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.kubernetes.driver.secrets.lstm-sweep=/etc/lstm-sweep",
        "spark.kubernetes.executor.secrets.lstm-sweep=/etc/lstm-sweep",
        "spark.kubernetes.driver.secretKeyRef.AWS_SECRET_ACCESS_KEY=name:key",
        "spark.kubernetes.kerberos.tokenSecret.name=a",
        "spark.authenticate.secret.file=/etc/secret",
        "spark.authenticate.secret.executor.file=/etc/secret",
        "spark.authenticate.secretBitLength=256",
        "spark.kubernetes.authenticate.submission.oauthTokenFile=/etc/token",
        "spark.hadoop.hadoop.security.credstore.java-keystore-provider.password-file=/etc/p",
        "spark.driver.extraJavaOptions=-Djava.io.tmpdir=/secret/token"
      })
  void thePlaceOfASecretMayBeNamed(String property) throws Exception {
    assertThat(project.started("kubernetes", "--conf", property, "plan", "s.yaml"))
        .contains(property);
  }
}
