#!/usr/bin/env bash
# Runs all tests: installs what they need, starts the servers they use on loopback, stops what it started.
# Ends with one line: N passed, N failed, N skipped. Exit code 0 only when nothing failed and nothing was skipped.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

say() { printf '%s\n' "$*" >&2; }
die() { say "test.sh: $*"; exit 1; }

command -v dotnet >/dev/null || die "the .NET SDK is missing; install the version global.json names"
command -v node >/dev/null || die "Node.js is missing; install version 20 or newer with npm"
command -v npm >/dev/null || die "npm is missing; it comes with Node.js"

# Command → Debian package that brings it.
declare -A needs=([git]=git [prlimit]=util-linux [setpriv]=util-linux [chromium]=chromium)
missing=()
for tool in "${!needs[@]}"; do command -v "$tool" >/dev/null || missing+=("${needs[$tool]}"); done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing ${missing[*]}"
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 || die "could not install ${missing[*]}"
  else
    die "missing: ${missing[*]} (Debian packages). Install them, or run as root."
  fi
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0

dotnet build Coop.slnx --nologo -v q -nodeReuse:false || die "the build failed"

run_dotnet() { # project folder
  local name=${1##*/} file
  file=$results/$name.xml
  say "== $name"
  "$1/bin/Debug/net10.0/$name" -noColor -noLogo -xml "$file" || true
  if [ ! -s "$file" ]; then say "$name ended without results"; failed=$((failed + 1)); return; fi
  local assembly
  assembly=$(grep -oE '<assembly [^>]*>' "$file" | head -1)
  count() { printf '%s' "$assembly" | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' || echo 0; }
  passed=$((passed + $(count passed)))
  failed=$((failed + $(count failed) + $(count errors)))
  skipped=$((skipped + $(count skipped) + $(count not-run)))
}

run_node() { # folder with a package.json and tests
  say "== $1"
  local file=$results/node.tap
  if [ -f "$1/package-lock.json" ]; then (cd "$1" && npm ci --ignore-scripts --silent) || { failed=$((failed + 1)); return; }; fi
  (cd "$1" && npm test --silent -- --test-reporter=tap) > "$file" || true
  grep -E '^ *not ok ' "$file" >&2
  count() { grep -oE "^# $1 [0-9]+" "$file" | grep -oE '[0-9]+' || echo 0; }
  if ! grep -q '^# tests [1-9]' "$file"; then cat "$file" >&2; failed=$((failed + 1)); return; fi
  passed=$((passed + $(count pass)))
  failed=$((failed + $(count fail) + $(count cancelled)))
  skipped=$((skipped + $(count skipped) + $(count todo)))
}

if [ -f node/package.json ]; then run_node node; fi
run_dotnet tests/Coop.Tests
if (cd tests/Coop.BrowserTests && npm ci --ignore-scripts --silent); then run_dotnet tests/Coop.BrowserTests; else failed=$((failed + 1)); fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$skipped" = 0 ] && [ "$passed" != 0 ]
