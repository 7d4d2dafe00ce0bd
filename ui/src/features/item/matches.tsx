// matches.tsx - what the hub ranks for an item, each with the why: both texts side by side, figures, criteria.
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { organisationName, shortRegion, useCodeNames, useReadiness } from '../../components/codes';
import { day, figureValue, money } from '../../components/format';
import { itemAddress, Money } from '../../components/item_row';
import { Marked } from '../../components/marked';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { askedCriteria, countFigures, criteriaWith, sharedCodes, sharedPhrases, telling } from './why';

type Match = Schemas['Match'];
type ItemKind = Schemas['ItemKind'];

function Verdict({ verdict, isSaid }: { verdict: Schemas['Verdict']; isSaid: boolean }) {
  const { t } = useTranslation();
  return <span className={`verdict ${verdict}`}>{t(verdict === 'unknown' && isSaid ? 'verdict.open' : `verdict.${verdict}`)}</span>;
}

export function useWhy(): (match: Match) => string {
  const { t } = useTranslation();
  return (match) => {
    const sentences: string[] = [];
    const phrases = sharedPhrases(match, 4);
    const quoted = phrases.map((phrase) => t('why.quoted', { phrase })).join(t('why.quoteComma'));
    if (phrases.length > 0) sentences.push(t('why.shared', { phrases: quoted }));
    const figures = countFigures(match);
    if (figures.total > 0) {
      const parts = figures.unknown === figures.total ? [t('why.figuresAllUnknown', { total: figures.total })] : [t('why.figuresMet', { met: figures.met, total: figures.total })];
      if (figures.missed > 0) parts.push(t('why.figuresMissed', { n: figures.missed }));
      if (figures.unknown > 0 && figures.unknown < figures.total) parts.push(t('why.figuresUnknown', { n: figures.unknown }));
      sentences.push(parts.join(t('why.comma')));
    }
    const names = (keys: Schemas['CriterionKey'][]) => keys.map((key) => t(`criterion.${key}`)).join(t('why.listComma'));
    const met = criteriaWith(match, 'met');
    const missed = criteriaWith(match, 'missed');
    if (met.length > 0) sentences.push(t('why.criteriaMet', { names: names(met) }));
    if (missed.length > 0) sentences.push(t('why.criteriaMissed', { names: names(missed) }));
    return sentences.length > 0 ? sentences.join(t('why.semicolon')) + t('why.stop') : t('why.none');
  };
}

function FigureComparison({ figures }: { figures: Schemas['FigureMatch'][] }) {
  const { t } = useTranslation();
  if (figures.length === 0) return null;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={t('match.figures')}>
      <table className="table">
        <caption className="unseen">{t('match.figures')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('figure.name')}</th>
            <th scope="col" className="number">
              {t('match.asked')}
            </th>
            <th scope="col" className="number">
              {t('match.offered')}
            </th>
            <th scope="col">{t('match.met')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ asked, offered, verdict }, place) => (
            <tr key={place}>
              <td>
                {asked.name}
                {offered && offered.name !== asked.name && <span className="faint"> / {offered.name}</span>}
              </td>
              <td className="number">{figureValue(asked)}</td>
              <td className="number">{offered ? figureValue(offered) : '—'}</td>
              <td>
                <Verdict verdict={verdict} isSaid={offered !== undefined} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The codes or numbers of a criterion in words. */
function useCriterionWords(): (key: Schemas['CriterionKey'], value: string) => string {
  const { t, i18n } = useTranslation();
  const name = useCodeNames('tech_fields', 'regions', 'contract_kinds');
  const readiness = useReadiness();
  const comma = t('why.listComma');
  const codes = (value: string, one: (code: string) => string) => value.split(/\s+/).filter(Boolean).map(one).join(comma);
  return (key, value) => {
    if (value === '') return t('match.notSaid');
    if (key === 'field') return codes(value, (code) => name('tech_fields', code));
    if (key === 'region') return codes(value, (code) => shortRegion(name('regions', code)));
    if (key === 'mode') return codes(value, (code) => name('contract_kinds', code));
    if (key === 'readiness') return readiness(Number(value)) || value;
    if (key === 'ip_position') return codes(value, (code) => (i18n.exists(`ipPosition.${code}`) ? t(`ipPosition.${code}` as 'ipPosition.any') : name('contract_kinds', code)));
    return moneyWords(value, i18n.language);
  };
}

/** "60000000-120000000 CNY" and the like; what is not of that form is shown as it came. */
function moneyWords(value: string, language: string): string {
  const found = /^(\d+)(?:\s*(?:-|–|\.\.)\s*(\d+)|\s+(\d+))?(?:\s+([A-Z]{3}))?$/.exec(value.trim());
  if (!found) return value;
  const low_minor = Number(found[1]);
  const high_minor = Number(found[2] ?? found[3] ?? found[1]);
  return money({ low_minor, high_minor, currency: found[4] ?? 'CNY' }, language);
}

function sameCodes(asked: string, offered: string): boolean {
  const sorted = (codes: string) => codes.split(/\s+/).sort().join(' ');
  return sorted(asked) === sorted(offered);
}

function Criteria({ criteria, areAlike }: { criteria: Schemas['Criterion'][]; areAlike: boolean }) {
  const { t } = useTranslation();
  const words = useCriterionWords();
  if (criteria.length === 0) return null;
  const sentence = ({ key, verdict, asked, offered }: Schemas['Criterion']) => {
    const both = { asked: words(key, asked), offered: words(key, offered) };
    if (sameCodes(asked, offered)) return both.asked;
    if (offered === '') return t(areAlike ? 'match.onlyThis' : 'match.onlyAsked', both);
    if (key === 'region') return t('match.regions', both);
    const shared = verdict === 'met' && (key === 'field' || key === 'mode') ? sharedCodes(asked, offered) : [];
    if (shared.length > 0) return words(key, shared.join(' '));
    return t(areAlike ? 'match.thisOther' : 'match.askedOffered', both);
  };
  return (
    <dl className="criteria" aria-label={t('match.criteria')}>
      {criteria.map((criterion) => (
        <div key={criterion.key}>
          <dt className="spread">
            <span>{t(`criterion.${criterion.key}`)}</span>
            {criterion.key === 'region' && criterion.verdict !== 'unknown' ? (
              <span className={`verdict ${criterion.verdict === 'met' ? 'met' : 'unknown'}`}>{t(criterion.verdict === 'met' ? 'verdict.sameRegion' : 'verdict.otherRegion')}</span>
            ) : (
              <Verdict verdict={criterion.verdict} isSaid={criterion.offered !== ''} />
            )}
          </dt>
          <dd>{sentence(criterion)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Pair({ match, asksFor }: { match: Match; asksFor: ItemKind }) {
  const { t } = useTranslation();
  return (
    <div className="pair">
      <div>
        <h4>{t(`match.left.${asksFor}`)}</h4>
        <p className="pair-title">
          <Marked value={telling(match.asked_title)} />
        </p>
        <p className="text" tabIndex={0}>
          <Marked value={telling(match.asked_text)} />
        </p>
      </div>
      <div>
        <h4>{t(`match.right.${match.item.kind}`)}</h4>
        <p className="pair-title">
          <Marked value={telling(match.matched_title)} />
        </p>
        <p className="text" tabIndex={0}>
          <Marked value={telling(match.matched_text)} />
        </p>
      </div>
    </div>
  );
}

/** How many of the required figures are met, to compare rows at a glance. */
function FigureTally({ match }: { match: Match }) {
  const { t } = useTranslation();
  const { met, missed, unknown, total } = countFigures(match);
  if (unknown === total) return null;
  const tone = met === total ? 'jade' : missed > 0 ? 'amber' : '';
  return (
    <span>
      <span className={`tag ${tone}`}>{t('match.tally', { met, total })}</span>
    </span>
  );
}

function MatchRow({ match, rank, asksFor, openAtFirst }: { match: Match; rank: number; asksFor: ItemKind; openAtFirst: boolean }) {
  const { t, i18n } = useTranslation();
  const name = useCodeNames('regions');
  const why = useWhy();
  const [open, setOpen] = useState(openAtFirst);
  const drawn = useDeferredValue(open);
  const detailId = useId();
  const { item } = match;
  return (
    <li>
      <div className="match-head">
        <span className="match-rank" aria-label={t('match.rank', { rank })}>
          {rank}
        </span>
        <h3>
          <Link to={itemAddress(item.kind, item.id)}>{item.title}</Link>
        </h3>
        <button type="button" className="button" aria-expanded={open} aria-controls={detailId} onClick={() => setOpen(!open)}>
          {open ? t('match.close') : t('match.open')}
        </button>
        <p className="faint third dots">
          <FigureTally match={match} />
          <span>{organisationName(item.organisation, i18n.language)}</span>
          <span>{shortRegion(name('regions', item.region ?? item.organisation.region))}</span>
          {item.readiness ? <span>TRL {item.readiness}</span> : null}
          {item.price && (
            <span>
              <Money range={item.price} />
            </span>
          )}
          <span>{t('item.publishedOn', { date: day(item.published_at) })}</span>
        </p>
        <p className="why">{why(match)}</p>
      </div>
      {open && drawn && (
        <div className="match-detail" id={detailId}>
          <Pair match={match} asksFor={asksFor} />
          <FigureComparison figures={match.figures ?? []} />
          <Criteria criteria={askedCriteria(match)} areAlike={asksFor === item.kind} />
        </div>
      )}
    </li>
  );
}

export function MatchRows({ matches, asksFor, openFirst }: { matches: Match[]; asksFor: ItemKind; openFirst?: boolean }) {
  return (
    <ol className="match-list">
      {matches.map((match, place) => (
        <MatchRow key={match.item.id} match={match} rank={place + 1} asksFor={asksFor} openAtFirst={Boolean(openFirst) && place === 0} />
      ))}
    </ol>
  );
}

/** The ranked lists of an item; `kinds` are the tabs, the first is open. */
export function Matches({ id, kind, kinds }: { id: string; kind: ItemKind; kinds: ItemKind[] }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<ItemKind>(kinds[0] as ItemKind);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['matches', id, wanted],
    queryFn: async ({ signal }) => answer(api.GET('/v1/items/{item}/matches', { params: { path: { item: id }, query: { kind: wanted, limit: 10 } }, signal })),
  });
  const matches = data?.matches ?? [];
  return (
    <section className="matches" aria-labelledby="matches-title">
      <div className="spread">
        <h2 id="matches-title">{t(`match.title.${kind}`)}</h2>
        {kinds.length > 1 && (
          <div className="segments" role="group" aria-label={t(`match.title.${kind}`)}>
            {kinds.map((choice) => (
              <button key={choice} type="button" aria-pressed={choice === wanted} onClick={() => setWanted(choice)}>
                {t(choice === kind ? `match.similar.${kind}` : `match.kinds.${choice}`)}
              </button>
            ))}
          </div>
        )}
      </div>
      <div className="panel">
        {isPending && <SkeletonRows rows={5} />}
        {error && <Failed failure={error} onRetry={() => void refetch()} />}
        {data && matches.length === 0 && (
          <Empty title={t('match.nothing')}>
            <p>{t('match.nothingHint')}</p>
          </Empty>
        )}
        {matches.length > 0 && <MatchRows matches={matches} asksFor={kind} openFirst />}
      </div>
      <p className="faint">{t('match.method')}</p>
    </section>
  );
}
