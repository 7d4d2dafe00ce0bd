// delivery_query.ts - how notices come by e-mail, for this person and the organisation that one acts for.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';
import { useSession } from '../../components/session';

/** What a mail program sends too (RFC 8058). */
const one_click = 'List-Unsubscribe=One-Click';

export type Delivery = Schemas['Delivery'];

export function useDelivery() {
  const { actingFor } = useSession();
  return useQuery({
    queryKey: ['notices', 'delivery', actingFor?.organisation.id],
    queryFn: async () => answer(api.GET('/v1/notices/delivery')),
    enabled: actingFor !== undefined,
  });
}

export function useChangeDelivery() {
  const queries = useQueryClient();
  const { actingFor } = useSession();
  return useMutation({
    mutationFn: async (delivery: Delivery) => answer(api.PUT('/v1/notices/delivery', { body: delivery })),
    onSuccess: (delivery) => queries.setQueryData(['notices', 'delivery', actingFor?.organisation.id], delivery),
  });
}

/** With the token of a letter; nobody needs to be signed in. */
export function useUnsubscribe(token: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => answer(api.POST('/v1/notices/unsubscribe', { params: { query: { token } }, body: one_click, bodySerializer: (body) => body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices', 'delivery'] }),
  });
}
