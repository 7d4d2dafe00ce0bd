// hostile.mjs - script in every text field that somebody can fill: every page shows it as text, and nothing runs.
import { check, eventually, Reader } from './browser.mjs';
import { workbook } from './workbook.mjs';

const stamp = `h${Date.now().toString(36)}`;
const short = '<img src=x onerror=broken=1>'; // fits a unit of 30 characters
const long = `"><script>window.broken=1</script>${short}<b class="injected">${stamp}</b>{{brand.name}}$t(action.close)<a href="javascript:broken=1">x</a>`;
const body = `${long} 电芯表面处理工艺的改进，描述足够长，能够提交。`;
const figure = { name: `${short} 厚度`, relation: 'le', value: '2', unit: short, method: long.slice(0, 200), conditions: long };

const contents = {
  need: { title: long, problem: body, figures: [figure], tried: long, constraints: long, internal_reference: short, fields: ['06', '06.1'] },
  offer: {
    kind: 'patent',
    title: long,
    abstract: body,
    advantages: long,
    figures: [figure],
    ip_items: [{ kind: 'PAT-INV', number: short, title: long, status: 'granted', checked_on: '2026-11-24' }],
    readiness: 6,
    readiness_evidence: long,
    inventors: [short],
    co_owners: [short],
    fields: ['06', '06.1'],
    internal_reference: short,
    non_secret: true,
  },
  expert: { kind: 'expert', name: `${short} ${stamp}`, title: long, abstract: body, specialities: [short], equipment: [short], office: short, fields: ['06', '06.1'] },
};

/** What a page holds that only markup of a user could have put there, and the text that it shows. */
function inspect() {
  const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
  return {
    ran: window.broken !== undefined,
    markup: [...document.querySelectorAll('main script, main iframe, img[onerror], img[src="x"], .injected, a[href^="javascript" i]')].map(({ outerHTML }) => outerHTML),
    text: [document.body.innerText, ...fields].join('\n'),
  };
}

async function isInnocent(page, place, shows = short) {
  await eventually(async () => (await page.evaluate(inspect)).text.includes(shows), `${place} shows ${shows}`);
  const { ran, markup } = await page.evaluate(inspect);
  check(!ran, `${place}: script of a user ran`);
  check(markup.length === 0, `${place}: text of a user became markup: ${markup.slice(0, 2).join(' ')}`);
}

async function create(author, kind) {
  const { body: codes } = await author.ask('GET', '/v1/code-lists/ip_kinds');
  const leaf = codes.codes.find(({ code }) => !codes.codes.some(({ parent }) => parent === code));
  const content = kind === 'offer' ? { ...contents.offer, ip_items: [{ ...contents.offer.ip_items[0], kind: leaf.code }] } : contents[kind];
  const made = await author.ask('POST', `/v1/${kind}s`, { content });
  check(made.status === 201 || made.status === 200, `${kind} is refused: ${JSON.stringify(made.body)}`);
  const { id, version } = made.body.state;
  return { kind, id, version };
}

async function wizardStaysInnocent(page, { kind, id }) {
  await page.goto(`/post/${kind}?id=${id}`);
  const steps = page.locator('.wizard-steps button');
  await steps.first().waitFor();
  const count = await steps.count();
  for (let step = 0; step < count; step += 1) {
    await steps.nth(step).click();
    const { ran, markup } = await page.evaluate(inspect);
    check(!ran && markup.length === 0, `step ${step + 1} of ${kind}: ${markup}`);
  }
  await isInnocent(page, `the summary of ${kind}`);
}

async function publish(author, officer, { kind, id, version }) {
  const submitted = await author.ask('POST', `/v1/items/${id}/submit`, { version });
  check(submitted.status === 200, `${kind} cannot be submitted: ${JSON.stringify(submitted.body)}`);
  const { page } = officer;
  await page.goto(`/review?item=${id}`);
  await page.locator('.desk').waitFor();
  await isInnocent(page, `the review desk with ${kind}`);
  await page.getByRole('button', { name: '公开', exact: true }).click();
  await page.locator(`.queue-row[aria-current]`, { hasText: stamp }).waitFor({ state: 'detached' });
}

async function itemsAreShown(world) {
  const author = await Reader.enter(world, { role: 'company' });
  const officer = await Reader.enter(world, { role: 'officer' });
  const visitor = await Reader.enter(world);
  for (const kind of ['need', 'offer', 'expert']) {
    const item = await create(author, kind);
    await wizardStaysInnocent(author.page, item);
    await publish(author, officer, item);
    for (const reader of [author, visitor]) {
      await reader.page.goto(`/${kind}s/${item.id}`);
      await reader.page.locator('.item h1').waitFor();
      await isInnocent(reader.page, `the page of ${kind}`);
      await isInnocent(reader.page, `the page of ${kind}`, '{{brand.name}}$t(action.close)'); // no code of the translations either
    }
    await eventually(async () => {
      await visitor.page.goto(`/search?kind=${kind}&q=${encodeURIComponent(stamp)}`);
      return visitor.page.locator('.item-row mark').first().waitFor({ timeout: 2000 }).then(() => true, () => false);
    }, `${kind} in the search`);
    await isInnocent(visitor.page, `the snippets of ${kind}`);
  }
  await author.page.goto('/my');
  await isInnocent(author.page, 'the own items');
  await visitor.page.goto('/');
  await isInnocent(visitor.page, 'the home page');
  await visitor.page.locator('#problem').fill(body);
  await visitor.page.locator('.answers .item-row').first().waitFor();
  await isInnocent(visitor.page, 'the answers of the home page');
  await visitor.page.goto(`/search?q=${encodeURIComponent(long)}`);
  await isInnocent(visitor.page, 'the box of the search');
  for (const reader of [author, officer, visitor]) await reader.leave();
}

async function organisationsAreShown(world) {
  const owner = await Reader.enter(world, { role: 'company' });
  const administrator = await Reader.enter(world, { role: 'administrator' });
  const { body: myself } = await owner.ask('GET', '/v1/myself');
  const { id } = myself.memberships[0].organisation;
  const { body: before } = await owner.ask('GET', `/v1/organisations/${id}`);
  try {
    await owner.ask('PATCH', '/v1/myself', { name: `${short} ${stamp}` });
    const changed = await owner.ask('PATCH', `/v1/organisations/${id}`, { name: `${short} ${stamp}`, name_en: `${short} ${stamp}`, about: long });
    check(changed.status === 200, `the organisation is refused: ${JSON.stringify(changed.body)}`);
    for (const path of [`/organisations/${id}`, `/organisations/${id}/edit`, '/account', '/account?tab=organisations']) {
      await owner.page.goto(path);
      await isInnocent(owner.page, path);
    }
    for (const part of ['people', 'organisations']) {
      await administrator.page.goto(`/administration?tab=${part}`);
      await administrator.page.getByRole('searchbox').fill(part === 'people' ? 'company@' : stamp);
      await isInnocent(administrator.page, `the administration of ${part}`);
    }
  } finally {
    await owner.ask('PATCH', '/v1/myself', { name: myself.name });
    await owner.ask('PATCH', `/v1/organisations/${id}`, { name: before.name, name_en: before.name_en, about: before.about ?? '' });
  }
  await owner.leave();
  await administrator.leave();
}

async function importsAreShown(world) {
  const reader = await Reader.enter(world, { role: 'company' });
  const { page } = reader;
  const buffer = workbook([
    ['title', 'problem', 'fields', 'deadline', 'readiness_wanted'],
    [long, short, short, short, short],
  ]);
  await page.goto('/import');
  await page.locator('.drop input[type=file]').setInputFiles({ name: `${short} ${stamp}.xlsx`, mimeType: 'application/octet-stream', buffer });
  await isInnocent(page, 'the file that was chosen');
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.locator('.faulty-rows tbody tr.ant-table-row').first().waitFor();
  await isInnocent(page, 'the faulty rows');
  await reader.leave();
}

export const journeys = {
  'script in the text fields of items is shown as text on every page': itemsAreShown,
  'script in names and organisations is shown as text on every page': organisationsAreShown,
  'script in an imported file is shown as text': importsAreShown,
};
