// run.mjs - walks all journeys:  node tests/journey/run.mjs --base URL [--outbox FOLDER] [--only PART]
import { mkdirSync } from 'node:fs';
import { launch, out } from './browser.mjs';
import { journeys as account } from './account.mjs';
import { journeys as accessibility } from './accessibility.mjs';
import { journeys as administration } from './administration.mjs';
import { journeys as anonymous } from './anonymous.mjs';
import { journeys as attachments } from './attachments.mjs';
import { journeys as feed } from './feed.mjs';
import { journeys as hostile } from './hostile.mjs';
import { journeys as importing } from './import.mjs';
import { journeys as keyboard } from './keyboard.mjs';
import { journeys as need } from './need.mjs';
import { journeys as notice } from './notice.mjs';
import { journeys as secondFactor } from './second_factor.mjs';
import { journeys as speed } from './speed.mjs';
import { journeys as talk } from './talk.mjs';
import { journeys as visitor } from './visitor.mjs';
import { journeys as work } from './work.mjs';

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
const world = { browser, base, accounts: hub.accounts, outbox: argument('outbox') ?? process.env.SHUNIU_OUTBOX };
const all = { ...visitor, ...account, ...secondFactor, ...need, ...attachments, ...administration, ...importing, ...feed, ...talk, ...anonymous, ...notice, ...work, ...hostile, ...keyboard, ...speed, ...accessibility };
let passed = 0;
let failed = 0;
for (const [name, journey] of Object.entries(all)) {
  if (!name.includes(only)) continue;
  if (journey.needs && !world[journey.needs]) {
    console.log(`skipped ${name}: no --${journey.needs}`);
    continue;
  }
  const walk = journey.walk ?? journey;
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
