// feed_page.tsx - the facts of the hub as they happen: the same ordered stream that programs read.
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api } from '../../api/client';
import { organisationName, shortRegion, useCodeNames } from '../../components/codes';
import { moment, number } from '../../components/format';
import { usePageTitle } from '../../components/page_title';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { itemAddress } from '../../components/item_row';
import type { Schemas } from '../../api/client';
import { useFacts, useStreamState, type Fact } from './stream';
import './feed.css';

const shown_at_most = 200;
const shown_at_first = 50;

/** The newest facts: the feed is asked forwards, so it is asked from a little before its end. */
async function newestFacts(): Promise<Fact[]> {
  const { last_seq } = await answer(api.GET('/v1/feed', { params: { query: { after: Number.MAX_SAFE_INTEGER, limit: 1 } } }));
  const found: Fact[] = [];
  let span = shown_at_first;
  let end = last_seq;
  while (found.length < shown_at_first && end > 0) {
    const after = Math.max(0, end - span);
    const page = await answer(api.GET('/v1/feed', { params: { query: { after, limit: Math.min(1000, end - after) } } }));
    found.unshift(...(page.facts ?? []).filter(({ seq }) => seq <= end));
    end = after;
    span = Math.min(1000, span * 4);
  }
  return found.slice(-shown_at_first).reverse();
}

interface MarketBody {
  item?: string;
  kind?: string;
  organisation?: string;
  fields?: string[];
  region?: string;
}

const kinds: Schemas['ItemKind'][] = ['need', 'offer', 'expert'];
const newest_at_most = 100;

/** A fact names its item by id only, because titles change and items go; here are those that are published now. */
function useNewestItems(facts: Fact[]): Map<string, Schemas['ItemBrief']> {
  const shown = kinds.filter((kind) => facts.some(({ body }) => (body as MarketBody | undefined)?.kind === kind));
  const found = useQueries({
    queries: shown.map((kind) => ({
      queryKey: ['newest', kind],
      queryFn: async () => answer(api.POST('/v1/search', { body: { kinds: [kind], limit: newest_at_most } })),
    })),
  });
  return new Map(found.flatMap(({ data }) => (data?.hits ?? []).map(({ item }) => [item.id, item] as const)));
}

function FactRow({ fact, isNew, item }: { fact: Fact; isNew: boolean; item: Schemas['ItemBrief'] | undefined }) {
  const { t, i18n } = useTranslation();
  const name = useCodeNames('tech_fields', 'regions');
  const body = (fact.body ?? {}) as MarketBody;
  const type = fact.type.replace(/\.v\d+$/, '').replaceAll('.', '_');
  const words = i18n.exists(`factType.${type}`) ? t(`factType.${type}` as 'factType.market_need_published') : fact.type;
  const isItem = body.item !== undefined && kinds.some((kind) => kind === body.kind);
  const to = isItem ? itemAddress(body.kind as Schemas['ItemKind'], body.item as string) : body.organisation && `/organisations/${body.organisation}`;
  const all = body.fields ?? [];
  const fields = all.filter((code) => !all.some((other) => other.startsWith(`${code}.`)));
  const codes = [...fields.map((code) => name('tech_fields', code)), body.region ? shortRegion(name('regions', body.region)) : ''].filter(Boolean);
  return (
    <li className={`fact ${isNew ? 'new' : ''}`} title={fact.type}>
      <span className="faint number">{number(fact.seq)}</span>
      <span className="faint">{moment(fact.at)}</span>
      <span className="tag fact-type">{words}</span>
      <span className="fact-about">
        {to && <Link to={to}>{item?.title || t(isItem ? 'feed.openItem' : 'feed.openOrganisation')}</Link>}
        <span className="faint dots">
          {item && <span>{organisationName(item.organisation, i18n.language)}</span>}
          {codes.length > 0 && <span>{codes.join(t('why.listComma'))}</span>}
        </span>
      </span>
    </li>
  );
}

function Connection() {
  const { t } = useTranslation();
  const { connection, tabs, opened } = useStreamState();
  const tone = connection === 'live' ? 'jade' : connection === 'lost' ? 'amber' : '';
  return (
    <p className="row" role="status" data-tabs={tabs} data-opened={opened}>
      <span className={`tag ${tone}`}>{t(`feed.connection.${connection}`)}</span>
      {connection === 'live' && tabs > 1 && <span className="faint">{t('feed.tabs', { n: tabs })}</span>}
      {connection === 'lost' && <span className="faint">{t('feed.lostHint')}</span>}
    </p>
  );
}

export function Component() {
  const { t } = useTranslation();
  usePageTitle(t('feed.title'));
  const queries = useQueryClient();
  const [live, setLive] = useState<Fact[]>([]);
  useFacts((fact) => {
    setLive((facts) => (facts.some(({ seq }) => seq === fact.seq) ? facts : [fact, ...facts].slice(0, shown_at_most)));
    if (fact.type.startsWith('market.')) void queries.invalidateQueries({ queryKey: ['newest'] });
  });
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['feed'], queryFn: newestFacts, staleTime: 0 });
  const fresh = new Set(live.map(({ seq }) => seq));
  const facts = [...live, ...(data ?? []).filter(({ seq }) => !fresh.has(seq))].sort((a, b) => b.seq - a.seq).slice(0, shown_at_most);
  const items = useNewestItems(facts);
  return (
    <div className="stack">
      <div className="spread">
        <h1>{t('feed.title')}</h1>
        <Connection />
      </div>
      <p className="soft feed-hint">
        {t('feed.hint')} <a href="/v1/feed">/v1/feed</a>
      </p>
      <section className="panel" aria-label={t('feed.title')}>
        {isPending && <SkeletonRows rows={8} />}
        {error && <Failed failure={error} onRetry={() => void refetch()} />}
        {data && facts.length === 0 && <Empty title={t('feed.nothing')} />}
        <ol className="rows">
          {facts.map((fact) => (
            <FactRow key={fact.seq} fact={fact} isNew={fresh.has(fact.seq)} item={items.get((fact.body as MarketBody | undefined)?.item ?? '')} />
          ))}
        </ol>
      </section>
      <p className="faint">{t('feed.shown', { n: number(facts.length) })}</p>
    </div>
  );
}
