// draft.ts - a draft in a page: its saver, and the address that names it (?id=).
//
//   const draft = useDraft(need_drafts, { title: '', problem: '' });
//   draft.change({ title });
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useSearchParams } from 'react-router';
import { DraftSaver, type DraftStore, type Snapshot } from './draft_saver';

export interface Draft<Content> extends Snapshot<Content> {
  loading: boolean;
  loadFailure: unknown;
  change: (part: Partial<Content>) => void;
  save: () => Promise<void>;
  settle: () => Promise<Snapshot<Content>['state']>;
  refresh: () => Promise<void>;
}

function useWarningBeforeLeaving(isUnsaved: () => boolean) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnsaved()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}

/** `fresh`: what a new draft begins with; one that is gone on with has said it, or has left it open. */
export function useDraft<Content extends object>(store: DraftStore<Content>, blank: Content, fresh?: Partial<Content>): Draft<Content> {
  const [parameters, setParameters] = useSearchParams();
  const [saver] = useState(() => new DraftSaver(store, parameters.has('id') ? blank : { ...blank, ...fresh }));
  const [loading, setLoading] = useState(parameters.has('id'));
  const [loadFailure, setLoadFailure] = useState<unknown>();
  const snapshot = useSyncExternalStore(saver.subscribe, saver.snapshot);
  const named = parameters.get('id');
  const made = snapshot.state?.id;

  useEffect(() => {
    if (!named || named === saver.snapshot().state?.id) return;
    saver
      .load(named)
      .catch(setLoadFailure)
      .finally(() => setLoading(false));
  }, [named]);

  useEffect(() => {
    if (made) setParameters((now) => new URLSearchParams({ ...Object.fromEntries(now), id: made }), { replace: true });
  }, [made]);

  // Who leaves within the pause loses nothing.
  useEffect(() => () => void saver.save(), [saver]);
  const [isUnsaved] = useState(() => () => saver.isUnsaved());
  useWarningBeforeLeaving(isUnsaved);

  return {
    ...snapshot,
    loading,
    loadFailure,
    change: (part) => saver.change(part),
    save: () => saver.save(),
    settle: () => saver.settle(),
    refresh: () => saver.refresh(),
  };
}
