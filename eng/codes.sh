#!/usr/bin/env bash
# Makes docs/codes.md from the codes that are declared in the source (the classes …Codes). Commit what it writes.
set -eu
cd "$(dirname "$0")/.."
dotnet build tests/Coop.Tests --nologo -v q -nodeReuse:false
COOP_WRITE_CODES=1 tests/Coop.Tests/bin/Debug/net10.0/Coop.Tests -noColor -noLogo -method 'Coop.Tests.House.CodesTests.The_page_of_codes_is_what_the_declarations_say'
git --no-pager diff --stat -- docs/codes.md
