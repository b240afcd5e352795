#!/usr/bin/env bash
# lstm-sweep on Kubernetes: submit/kubernetes.sh [OPTIONS OF SPARK-SUBMIT] VERB …
#
#   submit/kubernetes.sh --master k8s://https://host:6443 --conf spark.kubernetes.container.image=IMAGE \
#     --conf spark.kubernetes.authenticate.driver.serviceAccountName=spark \
#     --conf spark.kubernetes.file.upload.path=s3a://bucket/uploads \
#     run conf/quickstart.yaml --out s3a://bucket/tables/quickstart
#
# Arguments before the verb go to spark-submit, over the settings of conf/spark-cluster.conf and
# conf/spark-kubernetes.conf. The driver runs in a pod (--deploy-mode cluster) unless client is asked for. IMAGE is an
# image of Spark 3.5.2 or newer with Java 17. The jar, the specification and a local corpus are sent through
# spark.kubernetes.file.upload.path. If they are in the image, name them by their paths there:
# LSTM_SWEEP_JAR=local:///opt/lstm-sweep/lstm-sweep.jar.
#
#   SPARK_HOME          the Spark, 3.5.2 or newer; has bin/spark-submit
#   LSTM_SWEEP_MASTER   the API server, if no --master is given: k8s://https://HOST:PORT
#   LSTM_SWEEP_JAR      the jar (default: that of the archive, or the one that mvn package left in target/)
#   LSTM_SWEEP_EVENTS   a URI for Spark's event log (default: none is written)
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/cluster.sh"

part "$@"
require_spark
require_jar
refuse_secrets "Spark makes one by itself, so leave it out, or mount one and name its file: spark.authenticate.secret.file" \
  "put it into a secret of Kubernetes and mount that, or into a credential provider of Hadoop"
master=$(option --master "${LSTM_SWEEP_MASTER:-}")
[[ $master =~ ^k8s://((https?)://)?([^/:]+)(:([0-9]+))?(/.*)?$ ]] ||
  fail "Cannot set --master to ${master:-nothing}: must be k8s://https://HOST:PORT of an API server, as kubectl cluster-info shows it. standalone.sh and yarn.sh are for other clusters, local.sh for none."
port=${BASH_REMATCH[5]:-443}
[ -n "${BASH_REMATCH[5]}" ] || [ "${BASH_REMATCH[2]}" != http ] || port=80
# A proxy may reach it although nothing answers here.
[ -n "${https_proxy:-${HTTPS_PROXY:-}}" ] || require_reachable "$master" "${BASH_REMATCH[3]}:$port"
[ -n "$(setting spark.kubernetes.container.image)" ] ||
  fail "Cannot leave out the image: must be --conf spark.kubernetes.container.image=IMAGE of a Spark 3.5.2 or newer with Java 17."
configure spark-cluster.conf
configure spark-kubernetes.conf
event_log
dl4j
if [ "$(deploy_mode cluster)" = cluster ]; then
  [ -n "$(option --deploy-mode)" ] || options+=(--deploy-mode cluster)
  send_along files
fi
submit "$master"
