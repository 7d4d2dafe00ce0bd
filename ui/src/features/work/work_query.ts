// work_query.ts - how one's work is read, and kept fresh while somebody looks at it.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { useSession } from '../../components/session';
import { useFacts, useStreamState } from '../feed/stream';
import { gathered, mayTell } from '../notice/notice_query';

export type WorkRow = Schemas['WorkRow'];
type Stage = Schemas['NeedStage'];

export const stages: Stage[] = ['published', 'interest', 'talk', 'agreed'];
export const talk_figures: Schemas['TalkFigure'][] = ['due', 'answered', 'lapsed', 'agreements'];

const pause_ms = 500;
const most_rows = 200;

export const workQuery = {
  queryKey: ['work'],
  queryFn: async () => answer(api.GET('/v1/work', { params: { query: { limit: most_rows } } })),
  refetchOnWindowFocus: true,
};

export const newMatchesQuery = {
  queryKey: ['work', 'matches'],
  queryFn: async () => answer(api.GET('/v1/work/matches')),
  staleTime: 60_000,
};

/** Where a row is done: in its talk, in the form of an item that must be changed, or on the page of the item. */
export function placeOf({ kind, talk, item, item_kind }: WorkRow): string {
  if (talk) return `/talks/${talk}`;
  return kind === 'renew_item' ? `/post/${item_kind}?id=${item}` : `/${item_kind}s/${item}`;
}

/** The needs behind a number of the funnel, or of the open ones. */
export function needsAddress({ stage, month, open }: { stage?: Stage; month?: string; open?: boolean }): string {
  const query = new URLSearchParams();
  if (stage) query.set('stage', stage);
  if (month) query.set('month', month.slice(0, 7));
  if (open) query.set('open', 'true');
  return `/work/needs?${query.toString()}`;
}

/** Reads again soon after a fact that may have changed what is to be done. */
export function useLiveWork(): void {
  const queries = useQueryClient();
  const { actingFor } = useSession();
  const look = useRef<() => void>(undefined);
  look.current ??= gathered(() => void queries.invalidateQueries({ queryKey: ['work'] }), pause_ms);
  useFacts((fact) => {
    if (actingFor && mayTell(fact, actingFor.organisation.id)) look.current?.();
  });
  // The feed begins with what comes next: what happened between the first reading and its opening is read now.
  const { connection } = useStreamState();
  useEffect(() => {
    if (connection === 'live') look.current?.();
  }, [connection]);
}
