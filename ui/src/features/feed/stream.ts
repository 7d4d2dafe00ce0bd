// stream.ts - the hub's live facts in this page. One connection per browser: a SharedWorker holds it for all tabs.
//
//   useFacts((fact) => …);          // called for each fact while the page is mounted
//   const state = useStreamState(); // connecting | live | lost, and how many tabs share the connection
//
// Where the browser has no SharedWorker, the visible tab holds the connection itself.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { reader, type Schemas } from '../../api/client';
import { FeedConnection } from './connection';
import type { FromWorker, ToWorker } from './worker';

export type Fact = Schemas['RecordedFact'];

export interface StreamState {
  connection: 'off' | 'connecting' | 'live' | 'lost';
  tabs: number;
  /** Connections that the shared worker has opened since it started. */
  opened: number;
}

const listeners = new Set<(fact: Fact) => void>();
const watchers = new Set<() => void>();
let state: StreamState = { connection: 'off', tabs: 0, opened: 0 };
let port: MessagePort | undefined;
let own: FeedConnection | undefined;

function publish(next: StreamState) {
  state = next;
  for (const watcher of watchers) watcher();
}

const deliver = (facts: Fact[]) => {
  for (const fact of facts) for (const listener of listeners) listener(fact);
};

const tell = (message: ToWorker) => port?.postMessage(message);

function openShared() {
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'shuniu-feed' });
  port = worker.port;
  port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'facts') deliver(data.facts);
    else publish({ connection: data.connection, tabs: data.tabs, opened: data.opened });
  };
  tell({ kind: 'join', organisation: reader.organisation });
  // Each tab holds a lock of its own; when the tab goes away, the browser releases it and the worker notices.
  const name = `shuniu-tab-${Math.random().toString(36).slice(2)}`;
  void navigator.locks?.request(name, () => {
    tell({ kind: 'watch', lock: name });
    return new Promise(() => {});
  });
}

function openOwn() {
  own = new FeedConnection({
    onFacts: deliver,
    onState: (connection) => publish({ connection, tabs: 1, opened: state.opened + (connection === 'live' ? 1 : 0) }),
  });
  const follow = () => (document.hidden ? own?.close() : own?.open(reader.organisation));
  document.addEventListener('visibilitychange', follow);
  follow();
}

function start() {
  if (port || own) return;
  if (typeof SharedWorker === 'undefined') openOwn();
  else openShared();
}

/** Who reads has changed (sign-in, sign-out, another organisation): the stream must be authorised anew. */
export function announceReader(): void {
  tell({ kind: 'reader', organisation: reader.organisation });
  if (own && !document.hidden) own.open(reader.organisation);
}

export function useFacts(handle: (fact: Fact) => void): void {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const listener = (fact: Fact) => latest.current(fact);
    listeners.add(listener);
    start();
    return () => {
      listeners.delete(listener);
    };
  }, []);
}

export function useStreamState(): StreamState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}
