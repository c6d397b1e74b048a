# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in stage.sh
# The program that reads and writes the store. Sourced by infra/backup and infra/restore, never run.

# secretariat ARGUMENT...: in the region of the stage, with the same profile.
secretariat() {
  if [[ -n ${SECRETARIAT-} ]]; then
    "$SECRETARIAT" "$@"
  else
    need cargo
    # What is compiled is nobody's secret: others on this machine may run it.
    (umask 022 && cargo build --quiet --locked --manifest-path "$root/Cargo.toml" -p secretariat)
    cargo run --quiet --locked --manifest-path "$root/Cargo.toml" -p secretariat -- "$@"
  fi
}
