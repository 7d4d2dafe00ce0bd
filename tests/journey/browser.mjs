// browser.mjs - Chromium with a fresh profile, and the small steps that journeys share.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const fromPages = createRequire(new URL('../../ui/package.json', import.meta.url));
const { chromium } = fromPages('playwright-core');
export const axeSource = fromPages.resolve('axe-core/axe.min.js');
export const out = fileURLToPath(new URL('./out/', import.meta.url));

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}

/** One reader with a profile of their own; a page that breaks or breaks the security policy fails the journey. */
export class Reader {
  static async enter(world, { size = wide, role, dark = false } = {}) {
    const colorScheme = dark ? 'dark' : 'light';
    const context = await world.browser.newContext({ viewport: size, locale: 'zh-CN', baseURL: world.base, colorScheme });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const reader = new Reader(world, context, page);
    page.on('pageerror', (error) => reader.troubles.push(error.message));
    page.on('dialog', (dialog) => {
      // Leaving with something unsaved asks; everything else would be script of a user.
      if (dialog.type() !== 'beforeunload') reader.troubles.push(`a dialog opened: ${dialog.message()}`);
      void dialog.accept();
    });
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) reader.troubles.push(message.text());
    });
    if (role) await reader.signIn(role);
    else await page.goto('/');
    return reader;
  }

  constructor(world, context, page) {
    this.world = world;
    this.context = context;
    this.page = page;
    this.troubles = [];
    this.asked = new Set();
    page.on('request', (request) => this.asked.add(request));
    for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => this.asked.delete(request));
  }

  /** Waits until the page has had every answer for a moment. What a shared worker asks never tells of its end. */
  async quiet() {
    let since = Date.now();
    await eventually(() => {
      const isWaiting = [...this.asked].some((request) => !/\/v1\/feed\/stream|\/worker-[^/]*$/.test(request.url()));
      if (isWaiting) since = Date.now();
      return Date.now() - since > 400;
    }, 'a page that has all its answers', 15_000);
  }

  async signIn(role) {
    const account = this.world.accounts.find((one) => one.role === role);
    check(account, `the demonstration has no account for ${role}`);
    await this.page.goto('/sign-in');
    await this.page.locator('.demonstration-row', { hasText: account.email }).getByRole('button').click();
    await this.page.waitForURL((url) => url.pathname === '/' || url.pathname === '/work'); // who acts for an organisation begins at work
  }

  async signInWith(email, password) {
    await this.page.goto('/sign-in');
    await this.page.getByLabel('邮箱').fill(email);
    await this.page.getByLabel('密码').fill(password);
    await this.page.getByRole('button', { name: '登录', exact: true }).click();
  }

  /** Asks the hub as this reader does: with the cookie of the browser, for the organisation acted for. */
  async ask(method, path, body) {
    return this.page.evaluate(
      async ([how, where, what]) => {
        const [membership] = (await (await fetch('/v1/myself')).json()).memberships ?? [];
        const headers = { 'Content-Type': 'application/json', 'Shuniu-CSRF': '1' };
        if (membership) headers['Shuniu-Organisation'] = membership.organisation.id;
        const answer = await fetch(where, { method: how, headers, body: what && JSON.stringify(what) });
        const isJson = /json$/.test(answer.headers.get('Content-Type') ?? '');
        return { status: answer.status, body: isJson ? await answer.json() : undefined };
      },
      [method, path, body],
    );
  }

  async leave() {
    await this.context.close();
    check(this.troubles.length === 0, `the page broke: ${this.troubles.join(' | ')}`);
  }
}

/** Waits until `look` gives something true; the index is a moment behind the journal. */
export async function eventually(look, what, patience_ms = 10_000) {
  const end = Date.now() + patience_ms;
  while (Date.now() < end) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`in vain: ${what}`);
}
