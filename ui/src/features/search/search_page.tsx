// search_page.tsx - a whole paragraph and filters in; rows and counts out. The state stands in the address.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { Dialog } from '../../components/dialog';
import { number } from '../../components/format';
import { ItemList } from '../../components/item_list';
import { ItemRow } from '../../components/item_row';
import { useWide } from '../../components/media';
import { usePageTitle } from '../../components/page_title';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { keepProblemText } from '../compose/carried_text';
import { useSettled } from '../home/answers';
import { Facets } from './facets';
import { countFilters, no_filters, page_size, questionOf, useSearchState, type Change, type SearchState } from './search_state';
import './search.css';

function QueryBox({ state, change }: { state: SearchState; change: Change }) {
  const { t } = useTranslation();
  const [text, setText] = useState(state.q);
  const settled = useSettled(text);
  // The box follows the address (back, a link); the address follows the box once the writer pauses.
  useEffect(() => setText(state.q), [state.q]);
  useEffect(() => {
    if (settled.trim() !== state.q && settled === text) change({ q: settled.trim() }, 'replace');
  }, [settled]);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        change({ q: text.trim() });
      }}
    >
      <label htmlFor="query" className="unseen">
        {t('search.box')}
      </label>
      <textarea
        id="query"
        className="input search-box"
        rows={2}
        maxLength={20000}
        value={text}
        placeholder={t('search.placeholder')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          change({ q: text.trim() });
        }}
      />
    </form>
  );
}

const kinds = ['', 'offer', 'need', 'expert'] as const;

function KindChoice({ state, change, facets }: { state: SearchState; change: Change; facets: Schemas['FacetView'][] }) {
  const { t } = useTranslation();
  const values = facets.find(({ attribute }) => attribute === 'kind')?.values ?? [];
  const all = values.reduce((sum, { count }) => sum + count, 0);
  const countOf = (kind: (typeof kinds)[number]) => (kind === '' ? all : (values.find(({ value }) => value === kind)?.count ?? 0));
  return (
    <div className="segments" role="group" aria-label={t('search.kind')}>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={state.kind === kind}
          onClick={() => change({ kind, offer_kind: kind === 'offer' || kind === '' ? state.offer_kind : [] })}
        >
          {kind === '' ? t('search.allKinds') : t(`kind.${kind}`)} {facets.length > 0 && <span className="faint">{number(countOf(kind))}</span>}
        </button>
      ))}
    </div>
  );
}

function Pages({ state, change, total }: { state: SearchState; change: Change; total: number }) {
  const { t } = useTranslation();
  const last = Math.max(1, Math.ceil(total / page_size));
  if (last === 1) return null;
  return (
    <nav className="row pages" aria-label={t('search.pages')}>
      <button type="button" className="button" disabled={state.page <= 1} onClick={() => change({ page: state.page - 1 })}>
        {t('search.previous')}
      </button>
      <span className="soft">{t('search.pageOf', { page: number(state.page), last: number(last) })}</span>
      <button type="button" className="button" disabled={state.page >= last} onClick={() => change({ page: state.page + 1 })}>
        {t('search.next')}
      </button>
    </nav>
  );
}

function Results({ page, state, change }: { page: Schemas['SearchPage']; state: SearchState; change: Change }) {
  const { t } = useTranslation();
  const hits = page.hits ?? [];
  if (hits.length === 0) {
    return (
      <Empty title={t('search.nothing')}>
        <p>{countFilters(state) > 0 ? t('search.nothingFilters') : t('search.nothingText')}</p>
        <p className="row">
          {countFilters(state) > 0 && (
            <button type="button" className="button" onClick={() => change(no_filters)}>
              {t('search.clearFilters', { n: countFilters(state) })}
            </button>
          )}
          {state.q.length > 3 && (
            <Link className="button" to="/post/need" onClick={() => keepProblemText(state.q)}>
              {t('home.post')}
            </Link>
          )}
        </p>
      </Empty>
    );
  }
  return (
    <>
      <ItemList label={t('search.results')}>
        {hits.map((hit) => (
          <ItemRow key={hit.item.id} item={hit.item} title={hit.title} snippet={state.q ? hit.snippet : undefined} showKind={!state.kind} />
        ))}
      </ItemList>
      <Pages state={state} change={change} total={page.total} />
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const [state, change] = useSearchState();
  const [drawer, setDrawer] = useState(false);
  const isWide = useWide();
  const question = questionOf(state);
  usePageTitle(state.q ? state.q.slice(0, 40) : t('search.title'));
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['search', question],
    queryFn: async ({ signal }) => answer(api.POST('/v1/search', { body: question, signal })),
    placeholderData: keepPreviousData,
  });
  const facets = data?.facets ?? [];
  const drawn = useDeferredValue(data); // the box that was ticked is drawn before the twenty rows
  return (
    <div className="search">
      <h1 className="unseen">{t('search.title')}</h1>
      {isWide && (
        <aside aria-label={t('search.filters')}>
          <Facets facets={facets} state={state} change={change} />
        </aside>
      )}
      <div className="stack search-main">
        <QueryBox state={state} change={change} />
        <div className="spread search-line">
          <KindChoice state={state} change={change} facets={facets} />
          <p className="soft" aria-live="polite">
            {data ? t('search.total', { n: number(data.total) }) : ' '}
          </p>
          <button type="button" className="button only-narrow" onClick={() => setDrawer(true)}>
            {countFilters(state) > 0 ? t('search.filtersButton', { n: countFilters(state) }) : t('search.filters')}
          </button>
        </div>
        <section className="panel" aria-label={t('search.results')} aria-busy={isFetching}>
          {isPending && <SkeletonRows rows={8} />}
          {error && <Failed failure={error} onRetry={() => void refetch()} />}
          {drawn && !error && <Results page={drawn} state={state} change={change} />}
        </section>
      </div>
      <Dialog open={drawer} onClose={() => setDrawer(false)} title={t('search.filters')} side>
        <Facets facets={facets} state={state} change={change} />
        <button type="button" className="button primary large wide" onClick={() => setDrawer(false)}>
          {t('search.showResults', { n: number(data?.total ?? 0) })}
        </button>
      </Dialog>
    </div>
  );
}
