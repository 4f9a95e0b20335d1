#!/usr/bin/env bash
# Installs into a folder and builds a tiny program against it: by the CMake package, and by pkg-config.
set -eu
build=$1
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cmake --install "$build" --prefix "$place/usr" >/dev/null
test -x "$place/usr/bin/mahalle"
"$place/usr/bin/mahalle" --version
for file in bash-completion/completions/mahalle zsh/site-functions/_mahalle fish/vendor_completions.d/mahalle.fish man/man1/mahalle.1 man/man1/mahalle-sql.1; do
    test -s "$place/usr/share/$file" || { echo "share/$file is not installed" >&2; exit 1; }
done
cmake -S "$here/consumer" -B "$place/consumer" -DCMAKE_PREFIX_PATH="$place/usr" -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$place/consumer" >/dev/null
"$place/consumer/consumer"
config=$(find "$place/usr" -name mahalle.pc -printf '%h')
# The file says where it was configured to go; here it lies elsewhere, hence the prefix.
flags=$(PKG_CONFIG_PATH="$config" pkg-config --define-variable=prefix="$place/usr" --cflags --libs mahalle)
cc -std=c11 -o "$place/by_pkg_config" "$here/consumer/consumer.c" $flags
LD_LIBRARY_PATH="$(find "$place/usr" -name 'libmahalle.so' -printf '%h')" "$place/by_pkg_config"
