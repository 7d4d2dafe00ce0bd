// Weighs the script that the first view needs: the entry and everything that it imports statically, compressed as served.
// Usage: npm run size   (after npm run build). Fails above the limit.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit_kb = 250;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const compressed = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(8);

function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key].imports ?? []) withImports(imported, seen);
  return seen;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
if (!entry) throw new Error('the build has no entry');
const firstView = [...withImports(entry)].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));
const total = firstView.reduce((sum, file) => sum + compressed(file), 0);

for (const file of firstView) console.log(`${kilobytes(compressed(file))} kB  ${file}`);
console.log(`${kilobytes(total)} kB  first view (limit ${limit_kb} kB)`);

const pages = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry);
for (const key of pages) {
  const own = [...withImports(key)].map((part) => manifest[part].file).filter((file) => !firstView.includes(file) && file.endsWith('.js'));
  console.log(`${kilobytes(own.reduce((sum, file) => sum + compressed(file), 0))} kB  + ${key}`);
}
if (total > limit_kb * 1000) {
  console.error(`The first view needs ${(total / 1000).toFixed(1)} kB of compressed script; the limit is ${limit_kb} kB.`);
  process.exit(1);
}
