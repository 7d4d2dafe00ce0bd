// draft.ts - something being written, saved on the hub as it goes.
//
//   const draft = useDraft(need_drafts, { title: '', problem: '' });
//   draft.change({ title });            // saved after a pause, as a draft of the organisation acted for
//   await draft.settle();               // until what is on the screen is what the hub has
//
// Saves never overlap: each names the version that the one before it made.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { answer, api, idempotencyKey, type Schemas } from '../../api/client';

type ItemState = Schemas['ItemState'];

interface View<Content> {
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

export interface Draft<Content> {
  content: Content;
  change: (part: Partial<Content>) => void;
  state: ItemState | undefined;
  loading: boolean;
  loadFailure: unknown;
  saving: Saving;
  failure: unknown;
  settle: () => Promise<ItemState | undefined>;
  /** Reads the state anew, after something beside the content changed (attachments, submission). */
  refresh: () => Promise<void>;
}

const pause_ms = 900;

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Leaves out what says nothing; required texts stay, even when empty. */
export function withoutEmpty<Content extends object>(content: Content, required: (keyof Content)[]): Content {
  const entries = Object.entries(content).filter(([name, value]) => required.includes(name as keyof Content) || !isEmpty(value));
  return Object.fromEntries(entries) as Content;
}

interface Loop<Content> {
  id: string;
  version: number;
  key: string;
  latest: Content;
  sent: Content | undefined;
  running: Promise<void> | undefined;
}

export function useDraft<Content extends object>(store: DraftStore<Content>, blank: Content): Draft<Content> {
  const [parameters, setParameters] = useSearchParams();
  const [content, setContent] = useState(blank);
  const [state, setState] = useState<ItemState>();
  const [loading, setLoading] = useState(parameters.has('id'));
  const [loadFailure, setLoadFailure] = useState<unknown>();
  const [saving, setSaving] = useState<Saving>('empty');
  const [failure, setFailure] = useState<unknown>();
  const loop = useRef<Loop<Content>>({ id: '', version: 0, key: idempotencyKey(), latest: blank, sent: undefined, running: undefined });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const take = useCallback((view: View<Content>) => {
    loop.current.id = view.state.id;
    loop.current.version = view.state.version;
    setState(view.state);
  }, []);

  useEffect(() => {
    const id = parameters.get('id');
    if (!id || loop.current.id === id) return;
    store.find(id).then(
      (view) => {
        take(view);
        const found = { ...blank, ...view.content };
        loop.current.latest = loop.current.sent = found;
        setContent(found);
        setSaving('saved');
        setLoading(false);
      },
      (reason: unknown) => {
        setLoadFailure(reason);
        setLoading(false);
      },
    );
  }, [parameters]);

  const saveOnce = useCallback(async () => {
    const { id, version, key, latest } = loop.current;
    const wanted = store.sendable(latest);
    const view = id ? await store.update(id, version, wanted) : await store.create(wanted, key);
    loop.current.sent = latest;
    take(view);
    if (!id) setParameters((now) => new URLSearchParams([...now, ['id', view.state.id]]), { replace: true });
  }, [store, take, setParameters]);

  const save = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    const run = async () => {
      try {
        while (loop.current.sent !== loop.current.latest && store.hasSomething(loop.current.latest)) {
          setSaving('saving');
          await saveOnce();
        }
        setFailure(undefined);
        setSaving(loop.current.id ? 'saved' : 'empty');
      } catch (reason) {
        setFailure(reason);
        setSaving('failed');
      } finally {
        loop.current.running = undefined;
      }
    };
    loop.current.running ??= run();
    return loop.current.running;
  }, [store, saveOnce]);

  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (loop.current.sent !== loop.current.latest && store.hasSomething(loop.current.latest)) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [store]);

  return {
    content,
    change: (part) => {
      loop.current.latest = { ...loop.current.latest, ...part };
      setContent(loop.current.latest);
      if (!store.hasSomething(loop.current.latest)) return;
      setSaving('waiting');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), pause_ms);
    },
    state,
    loading,
    loadFailure,
    saving,
    failure,
    settle: async () => {
      await save();
      return loop.current.sent === loop.current.latest && loop.current.id ? (await store.find(loop.current.id)).state : undefined;
    },
    refresh: async () => {
      if (loop.current.id) take(await store.find(loop.current.id));
    },
  };
}

const is_decimal = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

export function isDecimal(text: string | undefined): boolean {
  return text !== undefined && is_decimal.test(text) && text.length <= 20;
}

export function isWholeFigure(figure: Schemas['Figure']): boolean {
  const upper = figure.relation !== 'between' || isDecimal(figure.value_high);
  return figure.name.trim() !== '' && isDecimal(figure.value) && upper;
}

function sendableFigures(figures: Schemas['Figure'][] | undefined): Schemas['Figure'][] {
  return (figures ?? []).filter(isWholeFigure).map((figure) => withoutEmpty({ ...figure, value_high: figure.relation === 'between' ? figure.value_high : undefined }, ['unit']));
}

export const need_drafts: DraftStore<Schemas['NeedContent']> = {
  kind: 'need',
  find: (need) => answer(api.GET('/v1/needs/{need}', { params: { path: { need } } })),
  create: (content, key) => answer(api.POST('/v1/needs', { body: { content }, headers: { 'Idempotency-Key': key } })),
  update: (need, version, content) => answer(api.PUT('/v1/needs/{need}', { params: { path: { need } }, body: { version, content } })),
  sendable: (content) => withoutEmpty({ ...content, figures: sendableFigures(content.figures) }, ['title', 'problem']),
  hasSomething: (content) => content.title.trim() !== '' || content.problem.trim() !== '',
};

export const offer_drafts: DraftStore<Schemas['OfferContent']> = {
  kind: 'offer',
  find: (offer) => answer(api.GET('/v1/offers/{offer}', { params: { path: { offer } } })),
  create: (content, key) => answer(api.POST('/v1/offers', { body: { content }, headers: { 'Idempotency-Key': key } })),
  update: (offer, version, content) => answer(api.PUT('/v1/offers/{offer}', { params: { path: { offer } }, body: { version, content } })),
  sendable: (content) => {
    const ip_items = (content.ip_items ?? []).filter(({ kind, checked_on }) => kind && checked_on).map((item) => withoutEmpty(item, []));
    return withoutEmpty({ ...content, figures: sendableFigures(content.figures), ip_items }, ['title', 'abstract', 'kind', 'non_secret']);
  },
  hasSomething: (content) => content.title.trim() !== '' || content.abstract.trim() !== '',
};

const is_address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const expert_drafts: DraftStore<Schemas['ExpertContent']> = {
  kind: 'expert',
  find: (expert) => answer(api.GET('/v1/experts/{expert}', { params: { path: { expert } } })),
  create: (content, key) => answer(api.POST('/v1/experts', { body: { content }, headers: { 'Idempotency-Key': key } })),
  update: (expert, version, content) => answer(api.PUT('/v1/experts/{expert}', { params: { path: { expert } }, body: { version, content } })),
  sendable: (content) => {
    const office_email = is_address.test(content.office_email ?? '') ? content.office_email : undefined;
    return withoutEmpty({ ...content, office_email }, ['kind', 'name', 'title', 'abstract']);
  },
  hasSomething: (content) => content.name.trim() !== '',
};
