// interest.mjs - what journeys about interests begin with.
import { check } from './browser.mjs';

/** The body of an answer; whatever is refused fails the journey. */
export async function ask(reader, method, path, body) {
  const answer = await reader.ask(method, path, body);
  check(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What an earlier walk has left running would stand in the way: an interest counts once. */
export async function endRunning(asker, need) {
  for (const { id, version, status } of (await ask(asker, 'GET', `/v1/talks?item=${need.id}&side=asking`)).talks ?? []) {
    if (status === 'waiting') await ask(asker, 'POST', `/v1/talks/${id}/withdraw`, { version });
    if (status === 'open') await ask(asker, 'POST', `/v1/talks/${id}/end`, { version, reason: 'no_longer_needed' });
  }
}

/** A published need of the owner's, in which the asker has no interest running. */
export async function needOf(owner, asker) {
  const [need] = (await ask(owner, 'GET', '/v1/my/items?status=published&kind=need&limit=1')).items ?? [];
  check(need, 'the demonstration has no published need of the company');
  await endRunning(asker, need);
  return need;
}

export const express = (asker, need) =>
  ask(asker, 'POST', `/v1/items/${need.id}/interests`, { message: '我们做过同类材料，可以先寄样品再谈', non_confidential: true });
