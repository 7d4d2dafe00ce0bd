// edit_page.tsx - an owner changes what the organisation says of itself; credit code and kind stay as registered.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { useCodeNames } from '../../components/codes';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { EmptyPage, FailedPage, FailureLine, SkeletonRows } from '../../components/states';
import { Fact } from '../item/facts';
import { organisationQuery } from './organisation_query';
import { NameFields, ProfileFields } from './organisation_fields';
import { changesOf, profileOf, type Profile } from './profile';

type Organisation = Schemas['OrganisationView'];

function Registered({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation();
  const name = useCodeNames('party_kinds');
  return (
    <div className="stack" style={{ gap: 8 }}>
      <dl className="facts two">
        <Fact label={t('organisation.creditCode')}>{organisation.credit_code}</Fact>
        <Fact label={t('organisation.kind')}>{name('party_kinds', organisation.kind)}</Fact>
      </dl>
      <p className="faint">{t('organisation.registeredHint')}</p>
    </div>
  );
}

function EditForm({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { reload } = useSession();
  const before = profileOf(organisation);
  const [profile, setProfile] = useState(before);
  const address = `/organisations/${organisation.id}`;
  const save = useMutation({
    mutationFn: async () => answer(api.PATCH('/v1/organisations/{organisation}', { params: { path: { organisation: organisation.id } }, body: changesOf(before, profile) })),
    onSuccess: async (changed) => {
      queries.setQueryData(organisationQuery(organisation.id).queryKey, changed);
      await reload(); // its name stands in the menu
      await navigate(address);
    },
  });
  const refusal = save.error instanceof Refusal ? save.error : undefined;
  const fields = { profile, before, refusal, change: (part: Partial<Profile>) => setProfile({ ...profile, ...part }) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <Registered organisation={organisation} />
      <NameFields {...fields} />
      <ProfileFields {...fields} />
      <FailureLine failure={save.error} />
      <div className="row">
        <button type="submit" className="button primary" disabled={save.isPending}>
          {t('action.save')}
        </button>
        <Link className="button" to={address}>
          {t('action.cancel')}
        </Link>
      </div>
    </form>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { myself } = useSession();
  const { data, error, refetch } = useQuery(organisationQuery(id));
  usePageTitle(t('organisation.edit'));
  if (error) return <FailedPage failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  const membership = (myself?.memberships ?? []).find(({ organisation }) => organisation.id === id)?.membership;
  if (membership !== 'owner') {
    return (
      <EmptyPage title={t('organisation.onlyOwners')}>
        <Link to={`/organisations/${id}`}>{t('organisation.toPage')}</Link>
      </EmptyPage>
    );
  }
  return (
    <div className="stack">
      <h1>{t('organisation.edit')}</h1>
      <EditForm organisation={data} />
    </div>
  );
}
