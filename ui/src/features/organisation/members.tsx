// members.tsx - who acts for an organisation, and whom its owners have invited: nobody is a member before saying yes.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { day } from '../../components/format';
import { Failed, FailureLine, SkeletonRows } from '../../components/states';
import { EntryField } from '../account/entry';

type Membership = Schemas['Membership'];

function Invite({ organisation, onDone }: { organisation: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [membership, setMembership] = useState<Membership>('member');
  const invite = useMutation({
    mutationFn: async () => answer(api.POST('/v1/organisations/{organisation}/invitations', { params: { path: { organisation } }, body: { email, membership } })),
    onSuccess: () => {
      setEmail('');
      onDone();
    },
  });
  return (
    <form
      className="form panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <EntryField label={t('organisation.invite')} member="email" type="email" required why={t('organisation.inviteWhy')} refusal={invite.error instanceof Refusal ? invite.error : undefined} value={email} onChange={(event) => setEmail(event.target.value)} />
      <div className="row">
        <select className="input" aria-label={t('organisation.membership')} value={membership} onChange={(event) => setMembership(event.target.value as Membership)}>
          <option value="member">{t('membership.member')}</option>
          <option value="owner">{t('membership.owner')}</option>
        </select>
        <button type="submit" className="button" disabled={invite.isPending}>
          {t('organisation.sendInvitation')}
        </button>
      </div>
      <FailureLine failure={invite.error} />
      {invite.isSuccess && (
        <p className="soft" role="status">
          {t('organisation.invited')}
        </p>
      )}
    </form>
  );
}

/// For owners: the letters that wait for an answer.
function Invitations({ organisation }: { organisation: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = ['invitations', organisation];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: async () => answer(api.GET('/v1/organisations/{organisation}/invitations', { params: { path: { organisation } } })),
  });
  const reload = () => void queries.invalidateQueries({ queryKey: key });
  const revoke = useMutation({
    mutationFn: async (invitation: string) => answer(api.DELETE('/v1/organisations/{organisation}/invitations/{invitation}', { params: { path: { organisation, invitation } } })),
    onSettled: reload,
  });
  const open = data?.invitations ?? [];
  return (
    <>
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {open.length > 0 && (
        <ul className="rows" aria-label={t('organisation.openInvitations')}>
          {open.map(({ id, email, membership, expires_at }) => (
            <li key={id} className="spread panel-row">
              <span>
                {email} <span className="faint">{t('organisation.waitsUntil', { day: day(expires_at) })}</span>
              </span>
              <span className="row">
                <span className="tag">{t(`membership.${membership}`)}</span>
                <button type="button" className="link-button" disabled={revoke.isPending} aria-label={t('organisation.revokeInvitation', { email })} onClick={() => revoke.mutate(id)}>
                  {t('organisation.revoke')}
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <FailureLine failure={revoke.error} />
      <Invite organisation={organisation} onDone={reload} />
    </>
  );
}

export function Members({ organisation, isOwner }: { organisation: string; isOwner: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = ['members', organisation];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: async () => answer(api.GET('/v1/organisations/{organisation}/members', { params: { path: { organisation } } })),
  });
  const reload = () => void queries.invalidateQueries({ queryKey: key });
  const remove = useMutation({
    mutationFn: async (account: string) => answer(api.DELETE('/v1/organisations/{organisation}/members/{account}', { params: { path: { organisation, account } } })),
    onSuccess: reload,
  });
  const change = useMutation({
    mutationFn: async ({ account, membership }: { account: string; membership: Membership }) =>
      answer(api.PUT('/v1/organisations/{organisation}/members/{account}', { params: { path: { organisation, account } }, body: { membership } })),
    onSuccess: reload,
  });
  return (
    <section className="panel" aria-labelledby="members">
      <div className="panel-head">
        <h2 id="members">{t('organisation.members')}</h2>
      </div>
      {isPending && <SkeletonRows rows={2} />}
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      <ul className="rows">
        {(data?.members ?? []).map(({ account, name, email, membership }) => (
          <li key={account} className="spread panel-row">
            <span>
              {name} <span className="faint">{email}</span>
            </span>
            <span className="row">
              {isOwner ? (
                <select className="input" aria-label={t('organisation.membershipOf', { name })} value={membership} disabled={change.isPending} onChange={(event) => change.mutate({ account, membership: event.target.value as Membership })}>
                  <option value="member">{t('membership.member')}</option>
                  <option value="owner">{t('membership.owner')}</option>
                </select>
              ) : (
                <span className="tag">{t(`membership.${membership}`)}</span>
              )}
              {isOwner && (
                <button type="button" className="link-button" aria-label={t('organisation.removeMember', { name })} onClick={() => remove.mutate(account)}>
                  {t('organisation.remove')}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <FailureLine failure={remove.error ?? change.error} />
      {isOwner && <Invitations organisation={organisation} />}
    </section>
  );
}
