# shellcheck shell=bash
# Sourced by the scripts beside it: the root, and what they share.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034  # for those who source this
jobs=$(nproc 2>/dev/null || echo 2)

if [[ -z ${CMAKE_CXX_COMPILER_LAUNCHER+set} ]] && command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi

# The comment at the top of the calling script is its usage; -h prints it.
usage() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"
}

if [[ ${1-} == -h || ${1-} == --help ]]; then
  usage
  exit 0
fi

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Configures a preset and builds it, or the targets named behind it.
build_preset() {
  local preset=$1
  shift
  (cd "$root" && cmake --preset "$preset" >/dev/null)
  cmake --build "$root/build/$preset" -j "$jobs" ${1+--target "$@"}
}

# The sources of a list, without comments and options.
listed() {
  sed -n 's/^\([^# ][^ ]*\).*/\1/p' "$root/$1"
}
