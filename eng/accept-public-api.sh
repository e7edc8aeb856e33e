#!/usr/bin/env bash
# Writes every public symbol of the contract that is not declared yet into PublicAPI.Unshipped.txt. Read the diff before you commit it.
set -eu
cd "$(dirname "$0")/../src/Coop.Integrations"
found=$(dotnet build --nologo -v q 2>&1 | grep -oE "RS0016: Symbol '.*' is not part of" | sed -E "s/^RS0016: Symbol '//; s/' is not part of$//" || true)
declared=$(cat PublicAPI.Unshipped.txt)
printf '%s\n%s\n' "$declared" "$found" | grep -vx -e '#nullable enable' -e '' | LC_ALL=C sort -u | sed '1i #nullable enable' > PublicAPI.Unshipped.txt
