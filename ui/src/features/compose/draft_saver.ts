// draft_saver.ts - keeps what is being written on the hub: after a pause, one save at a time, nothing lost on the way.
//
//   const saver = new DraftSaver(need_drafts, { title: '', problem: '' });
//   saver.subscribe(() => draw(saver.snapshot()));
//   saver.change({ title });     // saved after a pause
//   await saver.settle();        // until what is on the screen is what the hub has
//
// Saves never overlap: each names the version that the one before it made. A creation whose answer got lost is repeated
// word for word under its key, so that it makes one draft and not two.
import { idempotencyKey, Refusal, type Schemas } from '../../api/client';

type ItemState = Schemas['ItemState'];

export interface View<Content> {
  state: ItemState;
  content: Content;
}

export interface DraftStore<Content> {
  kind: Schemas['ItemKind'];
  find: (id: string) => Promise<View<Content>>;
  create: (content: Content, key: string) => Promise<View<Content>>;
  update: (id: string, version: number, content: Content) => Promise<View<Content>>;
  /** What the hub can take of it now: rows that are half written wait. */
  sendable: (content: Content) => Content;
  hasSomething: (content: Content) => boolean;
}

export type Saving = 'empty' | 'waiting' | 'saving' | 'saved' | 'failed';

export interface Snapshot<Content> {
  content: Content;
  state: ItemState | undefined;
  saving: Saving;
  failure: unknown;
}

export const pause_ms = 900;

/** The hub has not said no: it may have taken the creation, and only the answer is missing. */
function isUnanswered(reason: unknown): boolean {
  return !(reason instanceof Refusal) || reason.status === 0 || reason.status >= 500;
}

export class DraftSaver<Content extends object> {
  private now: Snapshot<Content>;
  private sent: Content | undefined;
  private creation: { content: Content; key: string } | undefined;
  private running: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly store: DraftStore<Content>,
    blank: Content,
  ) {
    this.now = { content: blank, state: undefined, saving: 'empty', failure: undefined };
  }

  readonly snapshot = (): Snapshot<Content> => this.now;

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Goes on with a draft that the hub has. */
  async load(id: string): Promise<void> {
    const { state, content } = await this.store.find(id);
    this.sent = { ...this.now.content, ...content };
    this.show({ content: this.sent, state, saving: 'saved' });
  }

  change(part: Partial<Content>): void {
    this.show({ content: { ...this.now.content, ...part } });
    if (!this.store.hasSomething(this.now.content)) return;
    this.show({ saving: 'waiting' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), pause_ms);
  }

  save(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Saves what is not saved yet; the state of the draft, or nothing when the hub does not have it. */
  async settle(): Promise<ItemState | undefined> {
    await this.save();
    if (this.isUnsaved() || !this.now.state) return undefined;
    await this.refresh();
    return this.now.state;
  }

  /** Reads the state anew, after something beside the content changed (attachments, submission). */
  async refresh(): Promise<void> {
    if (this.now.state) this.show({ state: (await this.store.find(this.now.state.id)).state });
  }

  /** Something is on the screen that the hub does not have. */
  isUnsaved(): boolean {
    return this.sent !== this.now.content && this.store.hasSomething(this.now.content);
  }

  private async run(): Promise<void> {
    try {
      while (this.isUnsaved()) {
        this.show({ saving: 'saving' });
        await (this.now.state ? this.update(this.now.state) : this.create());
      }
      this.show({ failure: undefined, saving: this.now.state ? 'saved' : 'empty' });
    } catch (failure) {
      this.show({ failure, saving: 'failed' });
    }
  }

  private async create(): Promise<void> {
    this.creation ??= { content: this.now.content, key: idempotencyKey() };
    const { content, key } = this.creation;
    try {
      const { state } = await this.store.create(this.store.sendable(content), key);
      this.sent = content;
      this.show({ state });
      this.creation = undefined;
    } catch (reason) {
      if (!isUnanswered(reason)) this.creation = undefined;
      throw reason;
    }
  }

  private async update({ id, version }: ItemState): Promise<void> {
    const { content } = this.now;
    const { state } = await this.store.update(id, version, this.store.sendable(content));
    this.sent = content;
    this.show({ state });
  }

  private show(part: Partial<Snapshot<Content>>): void {
    this.now = { ...this.now, ...part };
    for (const watcher of this.watchers) watcher();
  }
}
