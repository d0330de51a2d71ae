#!/usr/bin/env bash
# Lints the source that roster-lint.toml beside this script names; writes to the terminal only where
# someone has to act, so that cron mails exactly then.
set -uo pipefail
cd "$(dirname "$0")" || exit 2
mkdir -p reports

said=$(roster-lint --quiet --color never --output "json:reports/{date}.json" \
  --email email.txt --log roster-lint.log 2>&1)
code=$?

case $code in
  0) ;;
  1 | 3) cat email.txt ;;
  *) echo "$said" ;;
esac

# The reports of 30 nights are kept.
find reports -name '*.json' -mtime +30 -delete
exit "$code"
