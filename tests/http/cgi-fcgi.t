#!/bin/sh
# The FastCGI client of libfcgi, which is not ours, agrees.
set -u
cd "$(dirname "$0")/../.." || exit 1
program=${MEDVERK_BIN:-build/medverk}
dir=$(mktemp -d)
pid=
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$dir"' EXIT
n=0

ok() {
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# /' "$dir/answer" | head -n 20
	fi
}

ask() {
	env -i PATH="$PATH" REQUEST_METHOD="${2:-GET}" REQUEST_URI="$1" SERVER_PROTOCOL=HTTP/1.1 \
		cgi-fcgi -bind -connect "$dir/socket" >"$dir/answer" </dev/null
}

MEDVERK_WWW=www MEDVERK_SEED=sql
export MEDVERK_WWW MEDVERK_SEED
"$program" init --demo --db "$dir/medverk.db" >"$dir/answer" 2>&1
ok $? "init --demo"
"$program" serve --db "$dir/medverk.db" --socket "$dir/socket" --workers 1 2>"$dir/log" &
pid=$!
tries=0
until ask /health || [ $((tries += 1)) -gt 200 ]; do
	perl -e 'select undef, undef, undef, 0.05'
done
grep -q '"status"' "$dir/answer"
ok $? "/health"

ask /foretag/bjorkens-snickeri
head -n 1 "$dir/answer" | grep -q '^Status: 200\|^Content-Type: text/html'
ok $? "a page begins with its headers"
tail -n 1 "$dir/answer" | grep -q '</html>'
ok $? "and is whole"

ask '/api/v1/enterprises?limit=1'
grep -q '^{.*"items":\[{.*}$' "$dir/answer"
ok $? "the API answers JSON"

ask /finns-inte
grep -q '^Status: 404' "$dir/answer"
ok $? "what is not there is 404"

ask /foretag POST
grep -q '^Status: 405' "$dir/answer" && grep -q '^Allow: .*GET' "$dir/answer"
ok $? "POST is 405 with Allow"

ask /foretag HEAD
sed '1,/^.\{0,1\}$/d' "$dir/answer" | grep -q .
ok $((1 - $?)) "HEAD has no body"

echo "1..$n"
