// attachments.mjs - files of a need: each seen only by those whom its author chose; other types are refused.
import { readFile } from 'node:fs/promises';
import { check, Reader } from './browser.mjs';

const stamp = `f${Date.now().toString(36)}`;
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const files = [
  { name: `内部测试数据-${stamp}.txt`, visibility: 'owner', buffer: Buffer.from('循环 1000 次后的厚度数据') },
  { name: `工况说明-${stamp}.txt`, visibility: 'signed_in', buffer: Buffer.from('装配压力 0.3 MPa') },
  { name: `需求书-${stamp}.pdf`, visibility: 'open', buffer: pdf },
];

async function write(page) {
  await page.goto('/post/need');
  await page.getByLabel('标题').fill(`带附件的需求 ${stamp}`);
  await page.getByLabel('难题描述').fill('模组间隔热垫在循环压缩后厚度回弹不足，希望得到回弹率更高的材料，并提供循环数据。');
  await page.getByText('已保存为草稿').waitFor();
  await page.getByRole('button', { name: /领域与地区/ }).click();
  await page.locator('.tech-field input').first().check();
  await page.getByRole('button', { name: /谁能看到/ }).click();
}

async function attach(page, { name, visibility, buffer }) {
  await page.getByLabel('附件对谁可见').selectOption(visibility);
  await page.locator('.file-button input').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

async function refused(page, file, words) {
  await attach(page, { visibility: 'open', ...file });
  await page.getByRole('alert').filter({ hasText: words }).waitFor();
  check((await page.locator('.attachments li', { hasText: file.name }).count()) === 0, `${file.name} was taken`);
}

async function namesSeen(page, address) {
  await page.goto(address);
  await page.locator('.item h1').waitFor();
  return page.locator('.attachments button').allTextContents();
}

async function eachSeesTheirFiles(world) {
  const author = await Reader.enter(world, { role: 'company' });
  const { page } = author;
  await write(page);
  for (const file of files) {
    await attach(page, file);
    await page.locator('.attachments li', { hasText: file.name }).waitFor();
  }
  await refused(page, { name: 'archive.zip', buffer: Buffer.from('PK\u0003\u0004 neither a document nor a workbook') }, '只接受');
  await refused(page, { name: 'program.pdf', buffer: Buffer.from('MZ\u0000\u0001 not a PDF at all\u0000') }, '只接受');
  await refused(page, { name: 'huge.txt', buffer: Buffer.alloc(21 * 1024 * 1024, 'a') }, /20 MiB|太大/);
  await page.getByRole('button', { name: `删除 ${files[0].name}` }).waitFor();
  await page.getByRole('button', { name: /核对与提交/ }).click();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.waitForURL(/\/needs\//);
  const address = new URL(page.url()).pathname;
  const item = address.split('/').pop();
  check((await namesSeen(page, address)).length === 3, 'the author does not see all files');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `下载 ${files[1].name}` }).click();
  check((await readFile(await (await download).path())).equals(files[1].buffer), 'the file came back changed');
  const { body } = await author.ask('GET', `/v1/needs/${item}`);

  const officer = await Reader.enter(world, { role: 'officer' });
  const { status } = await officer.ask('POST', `/v1/review/${item}/publish`, { version: body.state.version });
  check(status === 200, `the officer cannot publish it: ${status}`);
  await officer.leave();
  const member = await Reader.enter(world, { role: 'university' });
  check((await namesSeen(member.page, address)).sort().join() === [files[1].name, files[2].name].sort().join(), 'a signed-in reader sees other files than theirs');
  await member.leave();
  const stranger = await Reader.enter(world);
  check((await namesSeen(stranger.page, address)).join() === files[2].name, 'a stranger sees other files than the open one');
  const hidden = body.state.attachments.filter(({ visibility }) => visibility !== 'open');
  for (const { id } of hidden) {
    const answer = await fetch(new URL(`/v1/attachments/${id}`, world.base));
    check(answer.status === 404 || answer.status === 401 || answer.status === 403, `a stranger gets a hidden file: ${answer.status}`);
  }
  const open = body.state.attachments.find(({ visibility }) => visibility === 'open');
  const answer = await fetch(new URL(`/v1/attachments/${open.id}`, world.base));
  check(/attachment/.test(answer.headers.get('content-disposition')) && /nosniff/.test(answer.headers.get('x-content-type-options')), 'a file is not handed over as a file');
  await stranger.leave();
  await author.leave();
}

export const journeys = { 'files of a need are seen by those whom its author chose': eachSeesTheirFiles };
