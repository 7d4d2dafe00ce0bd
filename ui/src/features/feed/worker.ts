// worker.ts - the SharedWorker that holds one stream of facts for all tabs of a browser.
import type { Schemas } from '../../api/client';
import { FeedConnection } from './connection';

export type ToWorker =
  | { kind: 'join'; organisation: string }
  | { kind: 'watch'; lock: string }
  | { kind: 'reader'; organisation: string };

export type FromWorker =
  | { kind: 'facts'; facts: Schemas['RecordedFact'][] }
  | { kind: 'state'; connection: 'off' | 'connecting' | 'live' | 'lost'; tabs: number; opened: number };

const ports = new Set<MessagePort>();
let state: 'off' | 'connecting' | 'live' | 'lost' = 'off';
let opened = 0;

const connection = new FeedConnection({
  onFacts: (facts) => send({ kind: 'facts', facts }),
  onState: (next) => {
    state = next;
    if (next === 'live') opened += 1;
    sendState();
  },
});

function send(message: FromWorker): void {
  for (const port of ports) port.postMessage(message);
}

function sendState(): void {
  send({ kind: 'state', connection: state, tabs: ports.size, opened });
}

function leave(port: MessagePort): void {
  ports.delete(port);
  if (ports.size === 0) connection.close();
  else sendState();
}

function hear(port: MessagePort, message: ToWorker): void {
  if (message.kind === 'join') {
    ports.add(port);
    if (state === 'off') connection.open(message.organisation);
    else sendState();
  } else if (message.kind === 'reader') {
    connection.open(message.organisation);
  } else {
    // Granted only once the tab that holds the lock is gone.
    void navigator.locks.request(message.lock, () => leave(port));
  }
}

declare const self: SharedWorkerGlobalScope;
self.onconnect = ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => hear(port, data);
};
