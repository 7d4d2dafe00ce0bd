// talk_query.ts - how talks are read, and kept fresh while somebody looks at them.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { useSession } from '../../components/session';
import { useFacts, useStreamState, type Fact } from '../feed/stream';

export type Talk = Schemas['TalkView'];
export type Message = Schemas['MessageView'];
type TalkStatus = Schemas['TalkStatus'];

export const closed_statuses: TalkStatus[] = ['declined', 'lapsed', 'withdrawn', 'agreed', 'ended'];

export function isRunning({ status }: Talk): boolean {
  return !closed_statuses.includes(status);
}

/** The side that is not the reader's. */
export function otherSide({ side, asked, asking }: Talk): Schemas['OrganisationName'] {
  return side === 'asked' ? asking : asked;
}

/** Which talk a fact is about; undefined for facts about anything else. */
export function talkOf({ type, body }: Pick<Fact, 'type' | 'body'>): string | undefined {
  if (!type.startsWith('market.')) return undefined;
  const talk = (body as { talk?: unknown } | null | undefined)?.talk;
  return typeof talk === 'string' ? talk : undefined;
}

export const talkQuery = (talk: string) => ({
  queryKey: ['talk', talk],
  queryFn: async () => answer(api.GET('/v1/talks/{talk}', { params: { path: { talk } } })),
  refetchOnWindowFocus: true,
});

const messages_at_once = 200;

async function allMessages(talk: string): Promise<Message[]> {
  const found: Message[] = [];
  let after: string | undefined;
  do {
    const page = await answer(api.GET('/v1/talks/{talk}/messages', { params: { path: { talk }, query: { after, limit: messages_at_once } } }));
    found.push(...(page.messages ?? []));
    after = page.next_after;
  } while (after);
  return found;
}

export const messagesQuery = (talk: string) => ({
  queryKey: ['talk', talk, 'messages'],
  queryFn: () => allMessages(talk),
  refetchOnWindowFocus: true,
});

export interface Asked {
  side?: Schemas['TalkSide'];
  status?: TalkStatus;
}

/** How many talks there are of a kind; without the talks. */
export function useTalkCount(asked: Asked, enabled = true): number | undefined {
  const { data } = useQuery({
    queryKey: ['talks', 'count', asked],
    queryFn: async () => (await answer(api.GET('/v1/talks', { params: { query: { ...asked, limit: 1 } } }))).total,
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    enabled,
  });
  return data;
}

/** My talk about an item that has not ended; null when there is none, undefined while nobody knows. */
export function useRunningTalk(item: string): Talk | null | undefined {
  const { actingFor } = useSession();
  const { data, isError } = useQuery({
    queryKey: ['talks', 'item', item],
    queryFn: async () => {
      const { talks } = await answer(api.GET('/v1/talks', { params: { query: { item, side: 'asking' } } }));
      return (talks ?? []).find(isRunning) ?? null;
    },
    enabled: actingFor !== undefined,
  });
  return !actingFor || isError ? null : data; // where it cannot be asked, the hub will say when one speaks twice
}

/** Reads again what a fact of the feed has changed. */
export function useLiveTalks(): void {
  const queries = useQueryClient();
  useFacts((fact) => {
    const talk = talkOf(fact);
    if (!talk) return;
    void queries.invalidateQueries({ queryKey: ['talk', talk] });
    // What was said is not in the lists.
    if (!/\.(message|note)_written\./.test(fact.type)) void queries.invalidateQueries({ queryKey: ['talks'] });
  });
  // The feed begins with what comes next: what happened between the first reading and its opening is read now.
  const { connection } = useStreamState();
  useEffect(() => {
    if (connection === 'live') void queries.invalidateQueries({ queryKey: ['talks'] });
  }, [connection, queries]);
}
