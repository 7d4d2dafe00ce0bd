// organisation_page.tsx - who it is, what it has published, and for its owners: its members.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { answer, api, Refusal, type Schemas } from '../../api/client';
import { organisationName, shortRegion, useCodeNames } from '../../components/codes';
import { day, number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { ItemRow } from '../../components/item_row';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Empty, Failed, FailureLine, SkeletonRows } from '../../components/states';
import { EntryField } from '../account/entry';
import { Fact } from '../item/facts';
import { organisationQuery } from './organisation_query';
import '../item/item.css';

type Organisation = Schemas['OrganisationView'];
type Membership = Schemas['Membership'];

function OrganisationFacts({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation();
  const name = useCodeNames('regions', 'cities', 'party_kinds', 'industries');
  const website = organisation.website?.startsWith('https://') ? organisation.website : undefined;
  return (
    <dl className="facts item-facts">
      <Fact label={t('organisation.kind')}>{name('party_kinds', organisation.kind)}</Fact>
      <Fact label={t('fieldName.region')}>
        {shortRegion(name('regions', organisation.region))} {organisation.city && name('cities', organisation.city)}
      </Fact>
      <Fact label={t('fieldName.industry')}>{name('industries', organisation.industry)}</Fact>
      <Fact label={t('organisation.creditCode')}>{organisation.credit_code}</Fact>
      <Fact label={t('organisation.website')}>
        {website && (
          <a href={website} rel="noopener noreferrer nofollow" target="_blank">
            {website.replace('https://', '')}
          </a>
        )}
      </Fact>
      <Fact label={t('organisation.since')}>{day(organisation.created_at)}</Fact>
    </dl>
  );
}

function Published({ organisation }: { organisation: string }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['organisation-items', organisation],
    queryFn: async ({ pageParam }) =>
      answer(api.GET('/v1/organisations/{organisation}/items', { params: { path: { organisation }, query: { after: pageParam || undefined, limit: 50 } } })),
    initialPageParam: '',
    getNextPageParam: (page: Schemas['ItemList']) => page.next_after,
  });
  const items = data?.pages.flatMap((page) => page.items ?? []) ?? [];
  return (
    <section className="panel" aria-labelledby="published">
      <div className="panel-head">
        <h2 id="published">
          {t('organisation.published')} {data && <span className="faint">{number(data.pages[0]?.total ?? 0)}</span>}
        </h2>
      </div>
      {isPending && <SkeletonRows rows={4} />}
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && <Empty title={t('organisation.nothing')} />}
      <ItemList label={t('organisation.published')}>
        {items.map((item) => (
          <ItemRow key={item.id} item={item} showKind hideOrganisation />
        ))}
      </ItemList>
      {hasNextPage && (
        <p className="panel-head">
          <button type="button" className="button" onClick={() => void fetchNextPage()}>
            {t('my.more')}
          </button>
        </p>
      )}
    </section>
  );
}

function AddMember({ organisation, onDone }: { organisation: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [membership, setMembership] = useState<Membership>('member');
  const add = useMutation({
    mutationFn: async () => answer(api.POST('/v1/organisations/{organisation}/members', { params: { path: { organisation } }, body: { email, membership } })),
    onSuccess: () => {
      setEmail('');
      onDone();
    },
  });
  return (
    <form
      className="form"
      style={{ padding: 16 }}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <EntryField label={t('organisation.addMember')} member="email" type="email" required why={t('organisation.addMemberWhy')} refusal={add.error instanceof Refusal ? add.error : undefined} value={email} onChange={(event) => setEmail(event.target.value)} />
      <div className="row">
        <select className="input" style={{ width: 'auto' }} aria-label={t('organisation.membership')} value={membership} onChange={(event) => setMembership(event.target.value as Membership)}>
          <option value="member">{t('membership.member')}</option>
          <option value="owner">{t('membership.owner')}</option>
        </select>
        <button type="submit" className="button" disabled={add.isPending}>
          {t('organisation.add')}
        </button>
      </div>
      <FailureLine failure={add.error} />
    </form>
  );
}

function Members({ organisation, isOwner }: { organisation: string; isOwner: boolean }) {
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
  return (
    <section className="panel" aria-labelledby="members">
      <div className="panel-head">
        <h2 id="members">{t('organisation.members')}</h2>
      </div>
      {isPending && <SkeletonRows rows={2} />}
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      <ul className="rows">
        {(data?.members ?? []).map((member) => (
          <li key={member.account} className="spread" style={{ padding: '8px 16px' }}>
            <span>
              {member.name} <span className="faint">{member.email}</span>
            </span>
            <span className="row">
              <span className="tag">{t(`membership.${member.membership}`)}</span>
              {isOwner && (
                <button type="button" className="link-button" aria-label={t('organisation.removeMember', { name: member.name })} onClick={() => remove.mutate(member.account)}>
                  {t('organisation.remove')}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <FailureLine failure={remove.error} />
      {isOwner && <AddMember organisation={organisation} onDone={reload} />}
    </section>
  );
}

export function Component() {
  const { t, i18n } = useTranslation();
  const { id = '' } = useParams();
  const { myself } = useSession();
  const { data, error, refetch } = useQuery(organisationQuery(id));
  usePageTitle(data && organisationName(data, i18n.language));
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  const membership = (myself?.memberships ?? []).find(({ organisation }) => organisation.id === id)?.membership ?? 'none';
  const second = i18n.language === 'en' ? data.name : data.name_en;
  return (
    <article className="item">
      <header className="item-head">
        <p className="kind">{t('organisation.label')}</p>
        <h1>{organisationName(data, i18n.language)}</h1>
        {second && second !== organisationName(data, i18n.language) && <p className="soft">{second}</p>}
        {membership === 'owner' && (
          <p className="row">
            <Link className="button" to={`/organisations/${id}/edit`}>
              {t('organisation.edit')}
            </Link>
          </p>
        )}
      </header>
      <div className="organisation-columns">
        <OrganisationFacts organisation={data} />
        <div className="stack">
          {data.about && <p className="text passage">{data.about}</p>}
          {membership !== 'none' && (data.warnings ?? []).includes('identity.credit_code_inner_check') && <p className="alert amber">{t('organisation.innerCheck')}</p>}
          <Published organisation={id} />
          {membership !== 'none' && <Members organisation={id} isOwner={membership === 'owner'} />}
        </div>
      </div>
    </article>
  );
}
