#!/bin/sh
# Chromium for the browser tests and LibreOffice for reading files by another hand: by apt where that is allowed, else one sentence.
set -u
wanted=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || wanted="$wanted chromium"
command -v soffice >/dev/null 2>&1 || wanted="$wanted libreoffice-calc-nogui"
[ -z "$wanted" ] && exit 0
if command -v apt-get >/dev/null 2>&1; then
  as=""
  [ "$(id -u)" = 0 ] || as="sudo -n"
  # shellcheck disable=SC2086
  if $as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as apt-get install -y -qq --no-install-recommends $wanted >/dev/null; then
    exit 0
  fi
fi
echo "make test perlu / needs:$wanted — pasang dulu, lalu ulangi / install, then run again." >&2
exit 1
