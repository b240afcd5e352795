#!/usr/bin/env bash
# lstm-sweep on Hadoop YARN: submit/yarn.sh [OPTIONS OF SPARK-SUBMIT] VERB …
#
#   submit/yarn.sh run conf/quickstart.yaml --out hdfs:///tables/quickstart
#   submit/yarn.sh --deploy-mode cluster --queue research run mine.yaml --out hdfs:///tables/mine
#
# Arguments before the verb go to the cluster's own spark-submit, over the settings of conf/spark-cluster.conf and
# conf/spark-yarn.conf. With --deploy-mode cluster the specification and a local corpus are sent along. The driver's
# output is then in the log of its container (yarn logs -applicationId …).
#
#   SPARK_HOME          the Spark, 3.5.2 or newer; has bin/spark-submit
#   HADOOP_CONF_DIR     the cluster's core-site.xml and yarn-site.xml (or YARN_CONF_DIR)
#   LSTM_SWEEP_JAR      the jar (default: that of the archive, or the one that mvn package left in target/)
#   LSTM_SWEEP_EVENTS   a folder or URI for Spark's event log (default: none is written)
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/cluster.sh"

part "$@"
require_spark
require_jar
refuse_secrets "YARN makes one by itself, so leave it out" \
  "put it into \$SPARK_CONF_DIR/spark-defaults.conf, of mode 600, or into a credential provider of Hadoop"
master=$(option --master yarn)
[ "$master" = yarn ] ||
  fail "Cannot set --master to $master: must be yarn, or left out. standalone.sh and kubernetes.sh are for other clusters, local.sh for none."
site=${HADOOP_CONF_DIR:-${YARN_CONF_DIR:-}}
[ -n "$site" ] ||
  fail "Cannot find the YARN cluster: HADOOP_CONF_DIR must be set to the folder of its yarn-site.xml and core-site.xml."
[ -f "$site/yarn-site.xml" ] ||
  fail "Cannot set HADOOP_CONF_DIR to $site: must be the folder of a cluster's yarn-site.xml, and has none."
configure spark-cluster.conf
configure spark-yarn.conf
event_log
dl4j
[ "$(deploy_mode client)" != cluster ] || send_along files
submit yarn
