#!/bin/sh
# build.sh FOLDER: builds Pulumi's own host for YAML programs into FOLDER, pinned by the go.mod and go.sum beside this
# script; a module apart, since its versions are not the CLI's. Takes about two minutes the first time; does nothing
# where FOLDER has it from the same modules already.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
if cmp -s go.sum "$out/pulumi-language-yaml.sum"; then exit 0; fi
go build -buildvcs=false -o "$out/pulumi-language-yaml" github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml
cp go.sum "$out/pulumi-language-yaml.sum"
