// connection.ts - one stream of facts: reads Server-Sent Events with fetch, so that heartbeats are seen too.
//
//   const connection = new FeedConnection({ onFacts, onState });
//   connection.open(organisation);       // from the newest fact on; continues where it was after a break
//
// Reconnects after 1, 2, 4 … 30 seconds, and at once when nothing was heard for longer than three heartbeats.
import type { Schemas } from '../../api/client';

type Fact = Schemas['RecordedFact'];
type ConnectionState = 'off' | 'connecting' | 'live' | 'lost';

interface Listeners {
  onFacts: (facts: Fact[]) => void;
  onState: (state: ConnectionState) => void;
}

const longest_silence_ms = 50_000; // the hub says something at least every 15 seconds
const longest_pause_ms = 30_000;

export interface StreamEvent {
  event: string;
  id: string;
  data: string;
}

/** Takes the text as it comes and gives whole events; comments (heartbeats) are dropped. */
export class EventParser {
  private rest = '';

  feed(text: string): StreamEvent[] {
    const blocks = (this.rest + text).replace(/\r\n?/g, '\n').split('\n\n');
    this.rest = blocks.pop() ?? '';
    return blocks.map((block) => this.parse(block)).filter((event) => event !== undefined);
  }

  private parse(block: string): StreamEvent | undefined {
    const event: StreamEvent = { event: 'message', id: '', data: '' };
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      if (colon <= 0) continue;
      const value = line.slice(colon + 1).replace(/^ /, '');
      const name = line.slice(0, colon);
      if (name === 'data') data.push(value);
      else if (name === 'id' || name === 'event') event[name] = value;
    }
    if (data.length === 0) return undefined;
    return { ...event, data: data.join('\n') };
  }
}

export class FeedConnection {
  private after: string | undefined;
  private organisation = '';
  private abort: AbortController | undefined;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly listeners: Listeners) {}

  open(organisation: string): void {
    this.close();
    this.organisation = organisation;
    void this.run();
  }

  close(): void {
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    this.abort?.abort();
    this.abort = undefined;
    this.listeners.onState('off');
  }

  private async run(): Promise<void> {
    const abort = new AbortController();
    this.abort = abort;
    this.listeners.onState('connecting');
    try {
      const address = this.after === undefined ? '/v1/feed/stream' : `/v1/feed/stream?after=${this.after}`;
      const headers = new Headers({ Accept: 'text/event-stream' });
      if (this.organisation) headers.set('Shuniu-Organisation', this.organisation);
      this.hear(abort);
      const response = await fetch(address, { headers, signal: abort.signal, cache: 'no-store' });
      if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
      this.failures = 0;
      this.listeners.onState('live');
      await this.read(response.body, abort);
    } catch {
      // Whatever broke it, the way on is the same: try again.
    }
    if (this.abort === abort) this.tryAgain();
  }

  private async read(body: ReadableStream<Uint8Array>, abort: AbortController): Promise<void> {
    const parser = new EventParser();
    const decoder = new TextDecoder();
    const stream = body.getReader();
    while (true) {
      const { done, value } = await stream.read();
      if (done || this.abort !== abort) return;
      this.hear(abort);
      const facts: Fact[] = [];
      for (const event of parser.feed(decoder.decode(value, { stream: true }))) {
        if (event.id) this.after = event.id;
        if (event.event === 'message') facts.push(JSON.parse(event.data) as Fact);
      }
      if (facts.length > 0) this.listeners.onFacts(facts);
    }
  }

  /** Something came: silence begins anew. */
  private hear(abort: AbortController): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => abort.abort(), longest_silence_ms);
  }

  private tryAgain(): void {
    clearTimeout(this.watch);
    this.listeners.onState('lost');
    const pause = Math.min(longest_pause_ms, 1000 * 2 ** this.failures);
    this.failures += 1;
    this.timer = setTimeout(() => void this.run(), pause);
  }
}
