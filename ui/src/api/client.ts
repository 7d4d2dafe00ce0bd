// client.ts - the hub's API, typed by its own description (schema.d.ts is generated: npm run api).
//
//   const need = await answer(api.GET('/v1/needs/{need}', { params: { path: { need: id } } }));
//
// A refusal is thrown as a Refusal with the key, the words in the reader's language and every wrong field.
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];
export type Fault = Problem['faults'][number];

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    title: string,
    readonly faults: Fault[] = [],
    readonly requestId = '',
    readonly details: Record<string, string> = {},
  ) {
    super(title);
    this.name = 'Refusal';
  }
}

/** What every request says about its reader; the session sets it. */
export const reader = { language: 'zh', organisation: '' };

export function readerHeaders(): Record<string, string> {
  const headers: Record<string, string> = { 'Accept-Language': reader.language };
  if (reader.organisation) headers['Shuniu-Organisation'] = reader.organisation;
  return headers;
}

const describeReader: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(readerHeaders())) request.headers.set(name, value);
    if (request.method !== 'GET') request.headers.set('Shuniu-CSRF', '1');
    return request;
  },
};

// Lists go over the wire as repeated parameters: field=01&field=02.
export const api = createClient<paths>({ baseUrl: '/', querySerializer: { array: { style: 'form', explode: true } } });
api.use(describeReader);

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'key' in body && 'title' in body;
}

export function refusalOf(status: number, body: unknown): Refusal {
  if (!isProblem(body)) return new Refusal(status, 'http.unreadable_answer', '');
  return new Refusal(status, body.key, body.title, body.faults ?? [], body.request_id, body.details ?? {});
}

interface Answered<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; throws a Refusal otherwise (status 0: the hub could not be reached). */
export async function answer<Data>(call: Promise<Answered<Data>>): Promise<NonNullable<Data>> {
  let answered: Answered<Data>;
  try {
    answered = await call;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Refusal(0, 'http.unreachable', '');
  }
  if (!answered.response.ok) throw refusalOf(answered.response.status, answered.error);
  return answered.data as NonNullable<Data>;
}

/** Sends bytes as they are (attachments, imports) and reports how far it got, from 0 to 1. */
export function sendBytes<Data>(address: string, bytes: Blob, onProgress: (share: number) => void): Promise<Data> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    for (const [name, value] of Object.entries(readerHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader('Shuniu-CSRF', '1');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Refusal(0, 'http.unreachable', ''));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Data);
      else reject(refusalOf(request.status, request.response));
    };
    request.send(bytes);
  });
}

/** Fetches a file for the organisation acted for (a plain link could not say which) and hands it to the browser. */
export async function fetchFile(address: string, name: string): Promise<void> {
  const response = await fetch(address, { headers: readerHeaders() }).catch(() => {
    throw new Refusal(0, 'http.unreachable', '');
  });
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => null));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A key that makes a repeated creation harmless: the hub answers the repetition with the first answer. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
