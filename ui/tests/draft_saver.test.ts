import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal, type Schemas } from '../src/api/client';
import { DraftSaver, pause_ms, type DraftStore } from '../src/features/compose/draft_saver';

interface Text {
  title: string;
  text?: string;
}

/** A hub that holds one draft: it refuses a wrong version, and one key makes one draft with one content. */
class FakeHub {
  version = 0;
  content: Text | undefined;
  log: string[] = [];
  failures: unknown[] = [];
  /** The change is made, but its answer gets lost. */
  losesAnswer = false;
  private readonly made = new Map<string, string>();

  store: DraftStore<Text> = {
    kind: 'need',
    find: async () => this.view(),
    create: (content, key) => this.during(`create ${content.title}`, () => this.create(content, key)),
    update: (_, version, content) => this.during(`update ${content.title}`, () => this.update(version, content)),
    sendable: (content) => content,
    hasSomething: ({ title }) => title !== '',
  };

  private view() {
    return { state: { id: 'd-1', version: this.version } as Schemas['ItemState'], content: this.content ?? { title: '' } };
  }

  private async during(what: string, work: () => void) {
    this.log.push(what);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const failure = this.failures.shift();
    if (failure) throw failure;
    work();
    if (!this.losesAnswer) return this.view();
    this.losesAnswer = false;
    throw new Refusal(0, 'http.unreachable', '');
  }

  private create(content: Text, key: string) {
    const before = this.made.get(key);
    if (before !== undefined && before !== JSON.stringify(content)) throw new Refusal(409, 'idempotency.key_reused', '');
    if (before === undefined && this.version > 0) throw new Error('a second draft');
    this.made.set(key, JSON.stringify(content));
    if (before !== undefined) return;
    this.version = 1;
    this.content = content;
  }

  private update(version: number, content: Text) {
    if (version !== this.version) throw new Refusal(409, 'market.stale', '');
    this.version += 1;
    this.content = content;
  }
}

let hub: FakeHub;
let saver: DraftSaver<Text>;

beforeEach(() => {
  vi.useFakeTimers();
  hub = new FakeHub();
  saver = new DraftSaver(hub.store, { title: '' });
});

afterEach(() => vi.useRealTimers());

const later = (ms = pause_ms + 100) => vi.advanceTimersByTimeAsync(ms);
const saving = () => saver.snapshot().saving;

describe('DraftSaver', () => {
  it('saves nothing while there is nothing to save', async () => {
    saver.change({ text: 'no title yet' });
    await later();
    expect([hub.log, saving()]).toEqual([[], 'empty']);
  });

  it('saves after a pause, and the last word counts', async () => {
    saver.change({ title: 'a' });
    await later(pause_ms - 1);
    saver.change({ title: 'ab' });
    await later(pause_ms - 1);
    expect([hub.log, saving()]).toEqual([[], 'waiting']);
    await later(20);
    expect([hub.log, saving(), hub.content]).toEqual([['create ab'], 'saved', { title: 'ab' }]);
  });

  it('what is written during a save is saved after it, on its version', async () => {
    saver.change({ title: 'a' });
    await later(pause_ms + 5); // the creation is under way
    expect(saving()).toBe('saving');
    saver.change({ title: 'b' });
    saver.change({ title: 'c' });
    await later(2000);
    expect([hub.log, hub.version, saving()]).toEqual([['create a', 'update c'], 2, 'saved']);
  });

  it('two savers at once save one after the other', async () => {
    saver.change({ title: 'a' });
    const both = Promise.all([saver.save(), saver.save()]);
    await later();
    await both;
    expect(hub.log).toEqual(['create a']);
  });

  it('a refused creation does not block the next, which has a key of its own', async () => {
    hub.failures = [new Refusal(400, 'input.invalid', '')];
    saver.change({ title: 'a' });
    await later();
    expect([saving(), saver.snapshot().failure]).toEqual(['failed', expect.objectContaining({ key: 'input.invalid' })]);
    saver.change({ title: 'b' });
    await later();
    expect([saving(), hub.content]).toEqual(['saved', { title: 'b' }]);
  });

  it('a creation whose answer got lost makes one draft, with what was written since', async () => {
    hub.losesAnswer = true;
    saver.change({ title: 'a' });
    await later();
    expect(saving()).toBe('failed');
    saver.change({ title: 'b' });
    await later();
    expect([hub.log, hub.version, hub.content]).toEqual([['create a', 'create a', 'update b'], 2, { title: 'b' }]);
    expect([saving(), saver.snapshot().failure]).toEqual(['saved', undefined]);
  });

  it('a failed change stays on the screen and is saved when asked again', async () => {
    saver.change({ title: 'a' });
    await later();
    hub.failures = [new Refusal(503, 'database.busy', '')];
    saver.change({ title: 'b' });
    await later();
    expect([saving(), saver.isUnsaved(), saver.snapshot().content.title]).toEqual(['failed', true, 'b']);
    const again = saver.save();
    await later();
    await again;
    expect([saving(), saver.isUnsaved(), hub.content]).toEqual(['saved', false, { title: 'b' }]);
  });

  it('settle saves at once and gives the state', async () => {
    saver.change({ title: 'a' });
    const settled = saver.settle();
    await later(50);
    expect(await settled).toMatchObject({ id: 'd-1', version: 1 });
  });

  it('settle gives nothing when it could not be saved', async () => {
    hub.failures = [new Refusal(0, 'http.unreachable', '')];
    saver.change({ title: 'a' });
    const settled = saver.settle();
    await later(50);
    expect(await settled).toBeUndefined();
  });

  it('goes on with a draft that the hub has', async () => {
    hub.version = 4;
    hub.content = { title: 'old', text: 't' };
    await saver.load('d-1');
    expect([saving(), saver.isUnsaved(), saver.snapshot().content]).toEqual(['saved', false, { title: 'old', text: 't' }]);
    saver.change({ title: 'new' });
    await later();
    expect([hub.log, hub.content]).toEqual([['update new'], { title: 'new', text: 't' }]);
  });

  it('tells its watchers, until they leave', async () => {
    const watcher = vi.fn();
    const leave = saver.subscribe(watcher);
    saver.change({ title: 'a' });
    expect(watcher).toHaveBeenCalled();
    leave();
    watcher.mockClear();
    await later();
    expect(watcher).not.toHaveBeenCalled();
  });
});
