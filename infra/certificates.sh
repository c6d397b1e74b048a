# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in stage.sh
# The certificates of sites' own domains, asked of AWS's certificate manager directly: in a stack, one that waits for its
# DNS record would keep everything else waiting for three days. Sourced by stage.sh, never run.

# certificates: every one of the account, a line of JSON each, the newest last, in $work/certificates. CloudFront takes
# those of us-east-1 only.
certificates() {
  local arn
  aws acm list-certificates --region us-east-1 >"$work/listed" 2>"$work/err" || fail "certificates cannot be listed: $(reason)"
  while IFS= read -r arn; do
    aws acm list-tags-for-certificate --region us-east-1 --certificate-arn "$arn" >"$work/tags"
    aws acm describe-certificate --region us-east-1 --certificate-arn "$arn" | jq -c --slurpfile tags "$work/tags" '.Certificate
      | {arn: .CertificateArn, name: .DomainName, names: (.SubjectAlternativeNames // [.DomainName]), status: .Status, why: (.FailureReason // ""),
         asked: (.CreatedAt // ""), until: (.NotAfter // ""), used: (.InUseBy // [] | length > 0),
         stage: ($tags[0].Tags // [] | map(select(.Key == "stage").Value) | first // ""),
         records: [(.DomainValidationOptions // [])[].ResourceRecord // empty | "\(.Name) \(.Type) \(.Value)"] | unique,
         complete: all((.DomainValidationOptions // [])[]; .ResourceRecord)}'
  done < <(jq -r '.CertificateSummaryList[].CertificateArn' "$work/listed") | jq -sc 'sort_by(.asked)[]' >"$work/certificates"
}

# certificate NAME ALSO [STATUS]: the newest for that domain, which covers ALSO too if that is not empty; or nothing.
certificate() {
  jq -sc --arg name "$1" --arg also "$2" --arg status "${3-}" '[.[] | select(.name == $name and (.names | index($name)))
    | select($also == "" or (.names | index($also))) | select($status == "" or .status == $status)] | last // empty' "$work/certificates"
}
