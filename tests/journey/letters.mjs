// letters.mjs - the letters that the hub has sent: files in its outbox.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, eventually } from './browser.mjs';

function parse(file, text) {
  const [head, body] = text.split(/\r?\n\r?\n/);
  return { file, head, body: Buffer.from(body, 'base64').toString('utf8') };
}

async function lettersTo(world, address) {
  const files = (await readdir(world.outbox)).filter((name) => name.endsWith('.eml')).sort();
  const letters = await Promise.all(files.map(async (name) => parse(name, await readFile(join(world.outbox, name), 'utf8'))));
  return letters.filter(({ head }) => head.includes(`<${address}>`));
}

/** Waits for the letter to `address` that holds a link to `page`, and gives that link within the hub. */
export async function linkTo(world, address, page) {
  const letter = await eventually(async () => (await lettersTo(world, address)).reverse().find(({ body }) => body.includes(`/${page}?`)), `a letter to ${address}`);
  const link = new URL(/https?:\/\/\S+/.exec(letter.body)[0]);
  check(link.origin === new URL(world.base).origin, `the letter leads to ${link.origin}`);
  return link.pathname + link.search;
}
