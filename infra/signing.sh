# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in stage.sh
# The key by which the form signs applications: its public half, and whether the content names it. Sourced by
# infra/deploy, infra/rollback and infra/rotate-secret, never run.

# public_half FILE: of the key whose 32 bytes, in base64, are in that file; false if it holds no key.
public_half() {
  [[ $(base64 -d "$1" 2>/dev/null | wc -c) == 32 ]] || return 1
  # What comes before the 32 bytes in a private key of Ed25519 (RFC 8410).
  { printf '\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20' && base64 -d "$1"; } |
    openssl pkey -inform DER -pubout -outform DER | tail -c 32 | base64
}

# is_key FILE: ends, saying what to do, if there is no key in that file.
is_key() {
  [[ -r $1 ]] || fail "there is no key at $1" 'cargo run -p secretariat -- keys signing --out FILE makes one, and says what to paste'
  public_half "$1" >/dev/null || fail "$1 holds no key for signatures" \
    'a line of base64, 44 characters: cargo run -p secretariat -- keys signing --out FILE makes one'
}

# listed FILE LIST: whether the public half of the key in that file is among those of LIST, one a line.
listed() { grep -qxF -- "$(public_half "$1")" <<<"$2"; }

# must_be_listed FILE LIST WHERE: ends, saying what to do, if it is not.
must_be_listed() {
  listed "$1" "$2" || fail "the form would sign with a key that $3 does not name, and not start: $(public_half "$1")" \
    'add these lines to signing.toml, below those that are there, and infra/deploy again:' \
    '[[key]]' "public = \"$(public_half "$1")\"" "from = $(date -u +%F)"
}

# current_key: the key that the form signs with, in $work/signing-key. Only in a file that nobody else can read.
current_key() {
  aws lambda get-function-configuration --function-name "$(output FunctionName)" \
    --query "Environment.Variables.SIGNING_KEY || ''" --output text >"$work/signing-key"
}

# check_signing_key: that what infra/deploy has built names the key that it will start with, in $work/signing-key.
check_signing_key() {
  if [[ $first == no ]]; then
    # What a first deployment that failed has left is of no use, which is said when it is to be changed.
    [[ -n $(output FunctionName) ]] || return 0
    current_key
    [[ -z $signing_key ]] || listed "$signing_key" "$(public_half "$work/signing-key")" ||
      fail "stage $stage signs with another key than that of $signing_key" "infra/rotate-secret $stage --signing-key FILE gives it another"
  else
    [[ -n $signing_key ]] || fail 'a first deployment wants the key by which applications are signed: --signing-key FILE' \
      'cargo run -p secretariat -- keys signing --out FILE makes it, and says what to paste'
    cp "$signing_key" "$work/signing-key"
  fi
  must_be_listed "$work/signing-key" "$(jq -r '.signing_keys[].public' "$out/handler/bundle.json")" "$content/signing.toml"
}
