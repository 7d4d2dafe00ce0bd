// invitations.tsx - which organisations ask one to act for them; nothing is shown when none does.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api } from '../../api/client';
import { organisationName } from '../../components/codes';
import { day } from '../../components/format';
import { useSession } from '../../components/session';
import { Failed, FailureLine } from '../../components/states';

const key = ['own-invitations'];

export function Invitations() {
  const { t, i18n } = useTranslation();
  const { reload } = useSession();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: async () => answer(api.GET('/v1/myself/invitations')) });
  const reply = useMutation({
    mutationFn: async ({ invitation, says }: { invitation: string; says: 'accept' | 'decline' }) => {
      const params = { path: { invitation } };
      if (says === 'accept') return answer(api.POST('/v1/myself/invitations/{invitation}/accept', { params }));
      return answer(api.POST('/v1/myself/invitations/{invitation}/decline', { params }));
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: key });
      await reload();
    },
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  const open = data?.invitations ?? [];
  if (open.length === 0) return <FailureLine failure={reply.error} />;
  return (
    <section className="panel" aria-labelledby="invitations">
      <div className="panel-head">
        <h2 id="invitations">{t('invitation.title')}</h2>
      </div>
      <ul className="rows">
        {open.map(({ id, organisation, membership, invited_by, expires_at }) => (
          <li key={id} className="demonstration-row">
            <div>
              <p>
                <Link to={`/organisations/${organisation.id}`}>{organisationName(organisation, i18n.language)}</Link>
              </p>
              <p className="soft">{t('invitation.from', { name: invited_by, membership: t(`membership.${membership}`), day: day(expires_at) })}</p>
              <p className="faint">{t('invitation.meaning')}</p>
            </div>
            <span className="row">
              <button type="button" className="button primary" disabled={reply.isPending} onClick={() => reply.mutate({ invitation: id, says: 'accept' })}>
                {t('invitation.accept')}
              </button>
              <button type="button" className="button" disabled={reply.isPending} onClick={() => reply.mutate({ invitation: id, says: 'decline' })}>
                {t('invitation.decline')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <FailureLine failure={reply.error} />
    </section>
  );
}
