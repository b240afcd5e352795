# Refuses secrets on a command line, which every user of the machine can read; cluster.sh reads this with source.

# Refuses every secret among the options, even if an option is repeated. $1: the place for the secret of
# spark.authenticate; $2: the place for other secrets
refuse_secrets() {
  local i rest java_option
  java_option="(^|[[:space:]=\"'])-D([^=[:space:]]+)="
  for ((i = 0; i + 1 < ${#options[@]}; i++)); do
    case ${options[i]} in
      --conf | -c) refuse_secret "${options[i + 1]%%=*}" "$1" "$2" ;;
      -*) ;;
      *) continue ;;
    esac
    # The value may have options of Java: -Dkey=value, any number of times.
    rest=${options[i + 1]}
    while [[ $rest =~ $java_option ]]; do
      refuse_secret "${BASH_REMATCH[2]}" "$1" "$2"
      rest=${rest#*"${BASH_REMATCH[0]}"}
    done
  done
}

# Refuses $1 if it is the name of a secret: one that Spark redacts (spark.redaction.regex), or a key of Azure.
refuse_secret() {
  local place=$3
  case $1 in
    # These properties tell where a secret is, or how long it is.
    spark.kubernetes.driver.secrets.* | spark.kubernetes.executor.secrets.*) return ;;
    spark.kubernetes.driver.secretKeyRef.* | spark.kubernetes.executor.secretKeyRef.*) return ;;
    spark.kubernetes.kerberos.tokenSecret.* | spark.authenticate.secretBitLength) return ;;
    *[.-]file | *TokenFile) return ;;
    spark.authenticate.secret) place=$2 ;;
  esac
  ! printf '%s\n' "$1" | LC_ALL=C grep -qiE 'secret|password|token|access[.]?key|account[.]key' ||
    fail "Cannot take $1 from the command line: must be in a file that only you can read; $place."
}
