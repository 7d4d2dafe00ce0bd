// run.mjs - walks all journeys:  node tests/journey/run.mjs --base URL [--only PART]
import { mkdirSync } from 'node:fs';
import { launch, out } from './browser.mjs';
import { journeys as accessibility } from './accessibility.mjs';
import { journeys as feed } from './feed.mjs';
import { journeys as importing } from './import.mjs';
import { journeys as need } from './need.mjs';
import { journeys as visitor } from './visitor.mjs';

function argument(name) {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? undefined : process.argv[place + 1];
}

const base = argument('base') ?? 'http://127.0.0.1:8080';
const only = argument('only') ?? '';
const hub = await (await fetch(new URL('/v1/hub', base))).json();
if (!hub.demonstration) throw new Error(`${base} is no demonstration: journeys need its accounts`);
mkdirSync(out, { recursive: true });

const browser = await launch();
const world = { browser, base, accounts: hub.accounts };
let passed = 0;
let failed = 0;
for (const [name, walk] of Object.entries({ ...visitor, ...need, ...importing, ...feed, ...accessibility })) {
  if (!name.includes(only)) continue;
  const begun = Date.now();
  try {
    await walk(world);
    passed += 1;
    console.log(`ok      ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (failure) {
    failed += 1;
    console.log(`FAILED  ${name}: ${failure instanceof Error ? failure.message : failure}`);
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
