# SPDX-License-Identifier: Apache-2.0
# Sourced by run and test, in the repository's root: installs what is missing, and runs stages with their output kept.

logs=build/logs
mkdir -p "$logs"

# stage NAME TITLE COMMAND...: says TITLE and keeps the command's output in build/logs/NAME.log; shows its end where the
# command fails, and fails too.
stage() {
  local log=$logs/$1.log started=$SECONDS
  printf '== %s\n' "$2" >&2
  shift 2
  if "$@" >"$log" 2>&1; then
    printf '   %d s\n' $((SECONDS - started)) >&2
    return 0
  fi
  tail -n 60 "$log" >&2
  printf '   failed; the whole output is in %s\n' "$log" >&2
  return 1
}

# The page's dependencies; npm ci empties the folder, so that the copy of the lock in it vouches for a whole install.
install_web_dependencies() {
  cmp -s web/package-lock.json web/node_modules/.installed-lock && return 0
  npm --prefix web ci --no-audit --no-fund && cp web/package-lock.json web/node_modules/.installed-lock
}

# Everything that the builds need; afterwards the wasm preset finds Emscripten in CELLAR_EMSCRIPTEN.
install_dependencies() {
  local node_folder
  setup/debian
  node_folder=$(setup/node)
  [ -z "$node_folder" ] || export PATH=$node_folder:$PATH
  CELLAR_EMSCRIPTEN=$(emsdk-config/install)
  export CELLAR_EMSCRIPTEN
  # Lets ccache recognize the same source in another clone.
  export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
  stage npm "the page's dependencies" install_web_dependencies
}

# build PRESET [TARGET...]
build() {
  cmake --preset "$1" && cmake --build --preset "$1" ${2:+--target "${@:2}"}
}
