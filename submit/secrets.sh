# Secrets on a command line, which every user of the machine can read; cluster.sh reads this with source.

# Refuses every secret among the options, whichever of several it is.
# $1: where the secret of spark.authenticate belongs; $2: where others do
refuse_secrets() {
  local i rest java_option
  java_option="(^|[[:space:]=\"'])-D([^=[:space:]]+)="
  for ((i = 0; i + 1 < ${#options[@]}; i++)); do
    case ${options[i]} in
      --conf | -c) refuse_secret "${options[i + 1]%%=*}" "$1" "$2" ;;
      -*) ;;
      *) continue ;;
    esac
    # Options of Java: -Dkey=value, as often as they like.
    rest=${options[i + 1]}
    while [[ $rest =~ $java_option ]]; do
      refuse_secret "${BASH_REMATCH[2]}" "$1" "$2"
      rest=${rest#*"${BASH_REMATCH[0]}"}
    done
  done
}

# Whether $1 is the name of a secret: of those that Spark shows to nobody (spark.redaction.regex), and keys of Azure.
refuse_secret() {
  local place=$3
  case $1 in
    # These say where a secret is, or how long.
    spark.kubernetes.driver.secrets.* | spark.kubernetes.executor.secrets.*) return ;;
    spark.kubernetes.driver.secretKeyRef.* | spark.kubernetes.executor.secretKeyRef.*) return ;;
    spark.kubernetes.kerberos.tokenSecret.* | spark.authenticate.secretBitLength) return ;;
    *[.-]file | *TokenFile) return ;;
    spark.authenticate.secret) place=$2 ;;
  esac
  ! printf '%s\n' "$1" | LC_ALL=C grep -qiE 'secret|password|token|access[.]?key|account[.]key' ||
    fail "Cannot take $1 from the command line: must be in a file that only you can read; $place."
}
