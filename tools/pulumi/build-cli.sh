#!/bin/sh
# build-cli.sh FOLDER: builds the real pulumi CLI into FOLDER, pinned by the go.mod and go.sum beside this script.
# Takes four to six minutes on two cores the first time (1.3 GB of modules, 1.6 GB of build cache); does nothing where
# FOLDER has that version already.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
version=$(sed -n 's#.*github.com/pulumi/pulumi/pkg/v3 \(v[^ ]*\).*#\1#p' go.mod)
exec="$out/pulumi-language-python-exec"
if [ -x "$exec" ] && [ "$("$out/pulumi" version 2>/dev/null)" = "$version" ]; then exit 0; fi

fail() {
    echo "build-cli.sh: $1; or put a release of pulumi on the PATH, or set LBGATE_PULUMI to the folder of one" >&2
    exit 1
}
command -v go >/dev/null || fail "the pulumi CLI is built with Go ($(sed -n 's/^go //p' go.mod) or newer), which is not on the PATH"
echo "building pulumi $version into $out, once" >&2
go build -buildvcs=false -o "$out/pulumi" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    github.com/pulumi/pulumi/pkg/v3/cmd/pulumi || fail "pulumi $version could not be built from the modules in tools/pulumi/go.mod"
# The upstream script that runs a Python program comes in the SDK's Go module; the language host beside this starts it.
sdk=$(go list -m -f '{{.Dir}}' github.com/pulumi/pulumi/sdk/v3)
install -m 755 "$sdk/python/cmd/pulumi-language-python-exec" "$exec"
