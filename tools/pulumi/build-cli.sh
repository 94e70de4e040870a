#!/bin/sh
# build-cli.sh FOLDER: builds the real pulumi CLI into FOLDER, pinned by the go.mod and go.sum beside this script.
# Takes about five minutes the first time (1.7 GB of modules, 1.6 GB of build cache), under a minute afterwards.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
version=$(go list -m -f '{{.Version}}' github.com/pulumi/pulumi/pkg/v3)
go build -buildvcs=false -o "$out/pulumi" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    github.com/pulumi/pulumi/pkg/v3/cmd/pulumi
# The upstream script that runs a Python program comes in the SDK's Go module; the language host beside this starts it.
sdk=$(go list -m -f '{{.Dir}}' github.com/pulumi/pulumi/sdk/v3)
install -m 755 "$sdk/python/cmd/pulumi-language-python-exec" "$out/pulumi-language-python-exec"
