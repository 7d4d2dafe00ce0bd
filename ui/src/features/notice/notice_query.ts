// notice_query.ts - how notices are read, marked as read, and kept fresh while a page is open.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { useSession } from '../../components/session';
import { useFacts, useStreamState, type Fact } from '../feed/stream';

export type Notice = Schemas['NoticeView'];

const page_size = 30;
// The hub writes a notice some tens of milliseconds after its fact; under load it may be later.
const pauses_ms = [300, 3_000];

const addresses: Record<Notice['subject']['kind'], string> = { talk: '/talks', need: '/needs', offer: '/offers', expert: '/experts' };

/** The page of what a notice is about. */
export function addressOf({ kind, id }: Notice['subject']): string {
  return `${addresses[kind]}/${id}`;
}

/** Whether a fact may have told this organisation something. */
export function mayTell({ type, body }: Pick<Fact, 'type' | 'body'>, organisation: string): boolean {
  if (!type.startsWith('market.') || type.startsWith('market.note_written.')) return false;
  const about = body as { talk?: unknown; organisation?: unknown } | null | undefined;
  return typeof about?.talk === 'string' || about?.organisation === organisation; // talks reach their two sides alone
}

/** Makes one call of many: the first comes after the pause; what is asked for meanwhile gets another one after it. */
export function gathered(call: () => void, pause_ms: number): () => void {
  let waits = false;
  let again = false;
  const begin = () => {
    waits = true;
    setTimeout(() => {
      waits = false;
      call();
      if (again) begin();
      again = false;
    }, pause_ms);
  };
  return () => {
    if (waits) again = true;
    else begin();
  };
}

/** How many notices this person has not marked as read. */
export function useUnread(): number | undefined {
  const { actingFor } = useSession();
  const { data } = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: async () => (await answer(api.GET('/v1/notices', { params: { query: { limit: 1 } } }))).unread,
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    enabled: actingFor !== undefined,
  });
  return data;
}

export function useNotices() {
  return useInfiniteQuery({
    queryKey: ['notices', 'list'],
    queryFn: async ({ pageParam }) => answer(api.GET('/v1/notices', { params: { query: { after: pageParam || undefined, limit: page_size } } })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['NoticeList']) => page.next_after,
    refetchOnWindowFocus: true,
  });
}

/** Marks everything up to a notice; what came after it stays unread. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (newest: string) => answer(api.POST('/v1/notices/read', { body: { up_to: newest } })),
    onSuccess: async ({ unread }) => {
      queries.setQueryData(['notices', 'unread'], unread);
      await queries.invalidateQueries({ queryKey: ['notices', 'list'] });
    },
  });
}

/** Reads again soon after a fact of the feed that may have told something. */
export function useLiveNotices(): void {
  const queries = useQueryClient();
  const { actingFor } = useSession();
  const looks = useRef<(() => void)[]>(undefined);
  looks.current ??= pauses_ms.map((pause_ms) => gathered(() => void queries.invalidateQueries({ queryKey: ['notices'] }), pause_ms));
  const lookSoon = () => looks.current?.forEach((look) => look());
  useFacts((fact) => {
    if (!actingFor || !mayTell(fact, actingFor.organisation.id)) return;
    lookSoon();
  });
  // The feed begins with what comes next: what happened between the first reading and its opening is read now.
  const { connection } = useStreamState();
  useEffect(() => {
    if (connection === 'live') lookSoon();
  }, [connection]);
}
