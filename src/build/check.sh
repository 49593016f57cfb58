#!/usr/bin/env bash
# What `./chosei check` does: everything that a change must pass. The launcher starts it with JAVA_HOME set.
#   --quick   leaves out the packages and the demo, and the tests tagged "slow"
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
log=target/check
export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
mkdir -p "$log"

quick=no
case "${1:-}" in
  '') ;;
  --quick) quick=yes ;;
  -h | --help)
    printf 'Build and test everything that a change must pass.\n\nExamples:\n  ./chosei check           everything, as the continuous integration does\n'
    printf '  ./chosei check --quick   format, compile and fast tests\n\n'
    printf 'Usage:\n  chosei check [--quick]\n\nExit codes:\n  0    all steps passed\n  1    a step failed\n  2    wrong usage\n'
    exit 0
    ;;
  *)
    printf 'chosei check: unknown argument "%s"; there is only --quick.\n' "$1" >&2
    exit 2
    ;;
esac

failed=()
step() {
  local name=$1 from=$SECONDS
  printf '\n== %s\n' "$name"
  if "${@:2}"; then
    printf -- '-- %s: ok (%d s)\n' "$name" $((SECONDS - from))
  else
    printf -- '-- %s: FAILED (%d s)\n' "$name" $((SECONDS - from))
    failed+=("$name")
    return 1
  fi
}

# --- what the tests need from Debian ---------------------------------------------------------------------------------

# "command package" pairs; the font is no command and is looked for by its file.
tools='mvn maven
chromium chromium
chromedriver chromium-driver
gpg gnupg
sqop sqop
smtp-sink postfix
smtp-source postfix
dkimsign python3-dkim
mutt mutt
s-nail s-nail
dovecot dovecot-imapd
script bsdutils
pdftotext poppler-utils
pdffonts poppler-utils
openssl openssl
node nodejs
npm npm'

missing_packages() {
  local command package
  while read -r command package; do
    PATH=$PATH:/usr/sbin:/sbin command -v "$command" >/dev/null || echo "$package"
  done <<<"$tools"
  [ -n "$(find -L /usr/share/fonts /usr/local/share/fonts -iname '*CJK*' -print 2>/dev/null | head -n 1)" ] ||
    echo fonts-noto-cjk
  # with which dkimpy seals as those do who pass a mail on
  [ -d /usr/lib/python3/dist-packages/authres ] || echo python3-authres
  # for the PDFs of signatures, which need TrueType outlines
  [ -n "$(find -L /usr/share/fonts /usr/local/share/fonts \( -iname 'ipa*g.ttf' -o -iname 'VL-Gothic-Regular.ttf' -o -iname 'TakaoGothic.ttf' \) -print 2>/dev/null | head -n 1)" ] ||
    echo fonts-ipaexfont-gothic
}

# One by one, so that one that cannot be installed does not keep the others away, and npm is left out where nodejs
# brought it. postfix is wanted for smtp-sink only: without a configuration its postinst starts no mail server, and
# --no-remove keeps apt from throwing out a mail server that somebody uses.
install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update || echo 'apt-get update failed; trying with the package lists that are there.'
  echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
  local package
  for package in "$@"; do
    # not grep -q: it leaves at the first match, and the pipe that breaks then would count as "not missing"
    missing_packages | grep -x "$package" >/dev/null || continue
    apt-get install -y --no-install-recommends --no-remove "$package"
  done
}

packages() {
  local missing
  missing=$(missing_packages | sort -u | tr '\n' ' ')
  if [ -z "$missing" ]; then
    echo 'Everything that the tests need is installed.'
    return 0
  fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing: $missing"
    # shellcheck disable=SC2086 # one word per package
    install_packages $missing </dev/null >"$log/apt.log" 2>&1
    missing=$(missing_packages | sort -u | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    tail -n 40 "$log/apt.log"
    echo "Still missing after apt-get: $missing"
  else
    echo "Missing: $missing"
  fi
  echo "The administrator of this machine can install them: apt-get install --no-install-recommends $missing"
  return 1
}

# --- hygiene ---------------------------------------------------------------------------------------------------------

project_files() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard -z
  else
    find . -type f -not -path './target/*' -not -path './.git/*' -print0
  fi
}

# Prints every line that says $2 and fails when there is one.
nothing_says() {
  local found
  found=$(project_files | xargs -0 grep -InE -- "$2" /dev/null 2>/dev/null)
  [ -z "$found" ] && return 0
  printf 'The project names %s:\n%s\n' "$1" "$found"
  return 1
}

# The brackets keep the patterns from finding themselves.
hygiene() {
  local ok=0
  nothing_says 'a package registry' \
    'repo1?[.]maven|[.]npmjs[.]org|(deb|security)[.]debian[.]org|pypi[.]org|pythonhosted[.]org|proxy[.]golang[.]org|static[.]crates[.]io|rubygems[.]org' || ok=1
  nothing_says 'a path of one machine' \
    '(^|[^A-Za-z0-9_.~}/-])/(home/[a-z]|Users/[A-Za-z]|root[/]|work[/]|tmp/[w]t)' || ok=1
  return $ok
}

# --- build, tests, demo ----------------------------------------------------------------------------------------------

verify() {
  local arguments=(-B --no-transfer-progress -Dstyle.color=never)
  [ $quick = no ] || arguments+=(-DexcludedGroups=slow)
  touch target/launcher.stamp.new
  mvn "${arguments[@]}" verify </dev/null 2>&1 | tee "$log/maven.log" || return 1
  mv target/launcher.stamp.new target/launcher.stamp
}

# Surefire's own summary: the last line without a class behind it.
test_counts() {
  sed -n 's/^\[[A-Z]*\] \(Tests run: [0-9]*, Failures: [0-9]*, Errors: [0-9]*, Skipped: [0-9]*\)$/\1/p' \
    "$log/maven.log" 2>/dev/null | tail -n 1
}

some_tests_ran() {
  [[ "$(test_counts)" =~ ^'Tests run: '[1-9] ]] && return 0
  echo 'Maven ran no tests.'
  return 1
}

demo() { ./chosei demo --exit --quick </dev/null; }

# Not for its figures, which say nothing on a busy machine: that a server starts by the launcher, with its cache, and ends.
start() { ./chosei bench start --runs 1 --json </dev/null; }

step 'No registry names, no machine paths' hygiene
if [ $quick = no ]; then step 'Packages' packages; fi
rm -f "$log/maven.log"
if step 'Format, compile, tests' verify; then
  step 'Tests were run' some_tests_ran
  if [ $quick = no ]; then step 'Demo' demo && step 'Start' start; fi
fi

printf '\n'
if [ ${#failed[@]} -gt 0 ]; then
  printf 'check FAILED: %s\n' "$(printf '%s; ' "${failed[@]}" | sed 's/; $//')"
else
  printf 'check passed in %d min %d s\n' $((SECONDS / 60)) $((SECONDS % 60))
fi
counts=$(test_counts)
printf '%s\n' "${counts:-Tests run: none}"
[ ${#failed[@]} -eq 0 ]
