// new_matches.tsx - what was published in the last seven days and is among the best for an item of one's own.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { organisationName } from '../../components/codes';
import { day, number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { itemAddress } from '../../components/item_row';
import { Failed, SkeletonRows } from '../../components/states';
import { newMatchesQuery } from './work_query';

function MatchRow({ match }: { match: Schemas['NewMatch'] }) {
  const { t, i18n } = useTranslation();
  const { item, own, own_kind, own_title, figures_asked, figures_met } = match;
  const terms = (match.shared_terms ?? []).map(({ term }) => term);
  return (
    <li className="item-row">
      <h3>
        <Link to={itemAddress(item.kind, item.id)}>{item.title}</Link>
      </h3>
      <p className="second">
        {figures_met > 0 && <span>{t('myWork.figuresMet', { met: figures_met, asked: figures_asked })}</span>}
        {terms.length > 0 && <span>{t('myWork.sharedTerms', { terms: terms.join(t('why.listComma')) })}</span>}
      </p>
      <p className="third dots">
        <span>{organisationName(item.organisation, i18n.language)}</span>
        <span>{t('item.publishedOn', { date: day(item.published_at) })}</span>
        <span className="above">
          {t(`myWork.fits.${own_kind === 'offer' ? 'offer' : 'need'}`)}
          <Link to={itemAddress(own_kind, own)}>{own_title}</Link>
        </span>
      </p>
    </li>
  );
}

export function NewMatches() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(newMatchesQuery);
  const matches = data?.matches ?? [];
  return (
    <section className="panel" aria-label={t('myWork.newMatches')}>
      <div className="panel-head">
        <h2>{t('myWork.newMatches')}</h2>
        {matches.length > 0 && <span className="faint">{t('myWork.rows', { n: number(matches.length) })}</span>}
      </div>
      {isPending && <SkeletonRows rows={3} />}
      {error && <Failed failure={error} onRetry={() => void refetch()} />}
      {data && matches.length === 0 && <p className="work-quiet soft">{t(data.own === 0 ? 'myWork.noOwn' : 'myWork.noNewMatches', { date: data.since })}</p>}
      <ItemList label={t('myWork.newMatches')}>
        {matches.map((match) => (
          <MatchRow key={`${match.own} ${match.item.id}`} match={match} />
        ))}
      </ItemList>
      {data && data.own > 0 && <p className="work-quiet faint">{t('myWork.considered', { date: data.since, n: data.considered, own: number(data.own) })}</p>}
    </section>
  );
}
