// session.tsx - who is signed in, and for which organisation they act.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { answer, api, reader, Refusal, type Schemas } from '../api/client';
import { announceReader } from '../features/feed/stream';

export type Myself = Schemas['Myself'];
type Role = Schemas['Role'];

interface Session {
  myself: Myself | null;
  /** The membership under which changes are made; undefined: acts for nobody. */
  actingFor: Schemas['MembershipView'] | undefined;
  has: (role: Role) => boolean;
  actFor: (organisation: string) => void;
  begin: (myself: Myself) => void;
  end: () => Promise<void>;
  reload: () => Promise<void>;
}

// The session cookie cannot be read by scripts; this remark saves strangers a request.
const remark = 'shuniu.signed_in';
const chosen = (account: string) => `shuniu.organisation.${account}`;

const SessionContext = createContext<Session | null>(null);

async function whoAmI(): Promise<Myself | null> {
  if (!localStorage.getItem(remark)) return null;
  try {
    return await answer(api.GET('/v1/myself'));
  } catch (failure) {
    if (failure instanceof Refusal && failure.status === 401) {
      localStorage.removeItem(remark);
      return null;
    }
    throw failure;
  }
}

function membershipOf(myself: Myself | null | undefined): Schemas['MembershipView'] | undefined {
  if (!myself) return undefined;
  const memberships = myself.memberships ?? [];
  const wanted = localStorage.getItem(chosen(myself.account));
  return memberships.find(({ organisation }) => organisation.id === wanted) ?? memberships[0];
}

export function SessionProvider({ children, waiting }: { children: ReactNode; waiting: ReactNode }) {
  const queries = useQueryClient();
  const [choice, setChoice] = useState(0);
  const asked = useQuery({ queryKey: ['myself'], queryFn: whoAmI, staleTime: Infinity, retry: 1 });
  const myself = asked.data ?? null;
  // `choice` counts changes of the organisation, which is kept outside React.
  const actingFor = useMemo(() => membershipOf(myself), [myself, choice]);
  reader.organisation = actingFor?.organisation.id ?? '';

  const become = useCallback(
    (next: Myself | null) => {
      if (next) localStorage.setItem(remark, '1');
      else localStorage.removeItem(remark);
      reader.organisation = membershipOf(next)?.organisation.id ?? '';
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'code-list' && queryKey[0] !== 'myself' });
      queries.setQueryData(['myself'], next);
      announceReader();
    },
    [queries],
  );

  const session = useMemo<Session>(
    () => ({
      myself,
      actingFor,
      has: (role) => myself?.second_factor !== 'required' && (myself?.roles ?? []).includes(role),
      actFor: (organisation) => {
        if (!myself) return;
        localStorage.setItem(chosen(myself.account), organisation);
        reader.organisation = organisation;
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'code-list' && queryKey[0] !== 'myself' });
        setChoice((count) => count + 1);
        announceReader();
      },
      begin: become,
      end: async () => {
        await answer(api.DELETE('/v1/session'));
        become(null);
      },
      reload: async () => {
        await queries.invalidateQueries({ queryKey: ['myself'] });
      },
    }),
    [myself, actingFor, become, queries],
  );

  if (asked.isPending) return waiting;
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider');
  return session;
}
