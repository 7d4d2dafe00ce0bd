#!/usr/bin/env bash
# tests/program/bare_node.sh - builds the web pages with Debian 12's Node.js 18 as the only Node in PATH.
#
# Vite needs Node 20.19 or later; tools/build_web brings one as the npm package "node". This test takes every
# other Node out of PATH, so that it fails when the pages build only with one that a developer has installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Node 18, from the registry unless the machine's own is one.
node18=$(command -v node)
if [[ $(node --version) != v18.* ]]; then
  npm install --prefix "$work/node18" --no-audit --no-fund --loglevel=error node@18
  node18=$work/node18/node_modules/node/bin/node
fi
npm_script=$(readlink -f "$(command -v npm)")

# A PATH with everything of the machine but its Nodes.
mkdir "$work/bin"
for tool in /usr/bin/* /bin/*; do
  case ${tool##*/} in node | nodejs | npm | npx | corepack) ;; *) ln -sf "$tool" "$work/bin/" ;; esac
done
ln -s "$node18" "$work/bin/node"
ln -s "$npm_script" "$work/bin/npm" # a script that is run by the Node in PATH

git ls-files -z | xargs -0 cp --parents -t "$work"
cd "$work"
export PATH="$work/bin"
[[ $(node --version) == v18.* ]] || { echo "the Node in PATH is $(node --version), not 18"; exit 1; }
tools/build_web
[ -s ui/dist/index.html ] || { echo "no pages were built"; exit 1; }
echo "built with $(ui/node_modules/node/bin/node --version) beside $(node --version) in PATH"
