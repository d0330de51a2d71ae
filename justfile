# What is done with the code, each by its name: `.venv/bin/just` lists them, `.venv/bin/just lint types` runs two.
# .ci/run calls them, so that CI and you run the same.

set positional-arguments

python := ".venv/bin/python"

[private]
default:
    @{{ just_executable() }} --list --unsorted

# The suite for every day; pass on what pytest takes.
test *options:
    .venv/bin/pytest "$@"

# The cases that the suite for every day leaves out.
rest:
    .venv/bin/pytest --rest

# Flips each condition of all checks, or of these checks and files of the model: a case must notice.
mutants *names:
    {{ python }} -m mutation {{ names }}

# Style, and whether everything is formatted.
lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .

# Corrects what can be corrected by itself.
format:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# The types, strictly.
types:
    .venv/bin/mypy

# The site: every link leads somewhere, and nothing comes from another server.
site:
    {{ python }} -m docs.site

# The wheel, tried in an environment of its own.
wheel:
    #!/usr/bin/env bash
    set -euo pipefail
    clean=$(mktemp -d)
    trap 'rm -rf "$clean"' EXIT
    .venv/bin/uv build --quiet --wheel --out-dir "$clean/dist"
    python3 -m venv "$clean/venv"
    "$clean/venv/bin/pip" install --quiet "$clean"/dist/*.whl
    cd "$clean"
    "$clean/venv/bin/roster-lint" --version
    "$clean/venv/bin/roster-lint" demo --ready --quiet
    code=0
    "$clean/venv/bin/roster-lint" demo --quiet || code=$?
    [ "$code" -eq 1 ] || { echo "the broken sample district gave exit code $code instead of 1"; exit 1; }
    "$clean/venv/bin/roster-lint" rule UN001 | grep -q "An example that fires"
    "$clean/venv/bin/roster-lint" rule UN001 --sql --dialect mssql >/dev/null
    "$clean/venv/bin/roster-lint" rules | grep -q NS005
    echo "the wheel works"

# The proofs that take too long for CI, one after the other: before a release, or every night.
nightly:
    {{ python }} -m tests.sweep
    {{ python }} -m tests.laws
    {{ python }} -m tests.plan
    {{ python }} -m tests.history
    {{ python }} -m tests.fleet
    {{ python }} -m tests.fuzz --seconds 600
    {{ python }} -m acceptance
