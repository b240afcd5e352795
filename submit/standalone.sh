#!/usr/bin/env bash
# lstm-sweep on Spark's own cluster manager: submit/standalone.sh [OPTIONS OF SPARK-SUBMIT] VERB …
#
#   submit/standalone.sh --master spark://host:7077 run conf/quickstart.yaml --out hdfs://host/tables/quickstart
#
# Arguments before the verb go to the cluster's own spark-submit, over the settings of conf/spark-cluster.conf and
# conf/spark-standalone.conf. OUT must be a folder that every machine reaches by the same name: a URI of HDFS or an
# object store, or a shared disk.
#
#   SPARK_HOME          the Spark, 3.5.2 or newer, of the version of the cluster; has bin/spark-submit
#   LSTM_SWEEP_MASTER   the master, if no --master is given: spark://HOST:PORT[,HOST:PORT…]
#   LSTM_SWEEP_JAR      the jar (default: that of the archive, or the one that mvn package left in target/)
#   LSTM_SWEEP_EVENTS   a folder or URI for Spark's event log (default: none is written)
#
# The conf turns authentication on, so master, workers and this command need one secret. docs/clusters.md tells how to
# set it without showing it. With --deploy-mode cluster the driver runs on a worker. The worker finds the jar, the
# specification and a local corpus only by their paths. They must be on a shared disk, or LSTM_SWEEP_JAR must be a URI.
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/cluster.sh"

part "$@"
require_spark
require_jar
refuse_secrets "put it into \$SPARK_CONF_DIR/spark-defaults.conf, of mode 600" \
  "put it into \$SPARK_CONF_DIR/spark-defaults.conf, of mode 600, or into a credential provider of Hadoop"
master=$(option --master "${LSTM_SWEEP_MASTER:-}")
[[ $master =~ ^spark://([^:/,]+:[0-9]+(,[^:/,]+:[0-9]+)*)$ ]] ||
  fail "Cannot set --master to ${master:-nothing}: must be spark://HOST:PORT of a standalone master. yarn.sh and kubernetes.sh are for other clusters, local.sh for none."
require_reachable "$master" "${BASH_REMATCH[1]}"
configure spark-cluster.conf
configure spark-standalone.conf
event_log
dl4j
[ "$(deploy_mode client)" != cluster ] || send_along paths
submit "$master"
