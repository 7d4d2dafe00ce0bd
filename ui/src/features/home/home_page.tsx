// home_page.tsx - one box that takes a whole paragraph and answers as you type; below it, the hub in figures.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { ItemList } from '../../components/item_list';
import { ItemRow } from '../../components/item_row';
import { usePageTitle } from '../../components/page_title';
import { Empty, Failed, SkeletonRows } from '../../components/states';
import { keepProblemText } from '../compose/carried_text';
import { useFacts } from '../feed/stream';
import { Answers } from './answers';
import { HubFigures } from './hub_figures';
import './home.css';

type Overview = Schemas['Overview'];

function Newest({ title, items, more }: { title: string; items: Schemas['ItemBrief'][] | undefined; more: string }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        <Link to={more}>{t('home.all')}</Link>
      </div>
      {!items && <SkeletonRows rows={6} />}
      {items && items.length === 0 && <Empty title={t('home.nothingYet')} />}
      {items && items.length > 0 && (
        <ItemList label={title}>
          {items.map((item) => (
            <ItemRow key={item.id} item={item} />
          ))}
        </ItemList>
      )}
    </section>
  );
}

/** What stands below the box is not drawn again with every letter. */
const Below = memo(function Below({ overview, failure, retry }: { overview?: Overview; failure: unknown; retry: () => void }) {
  const { t } = useTranslation();
  if (failure) return <Failed failure={failure} onRetry={retry} />;
  return (
    <>
      <div className="two-columns">
        <Newest title={t('home.newestNeeds')} items={overview && (overview.newest_needs ?? [])} more="/search?kind=need" />
        <Newest title={t('home.newestOffers')} items={overview && (overview.newest_offers ?? [])} more="/search?kind=offer" />
      </div>
      <HubFigures overview={overview} />
    </>
  );
});

export function HomePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  usePageTitle(undefined);
  const { data, error, refetch } = useQuery({ queryKey: ['overview'], queryFn: async () => answer(api.GET('/v1/overview')) });
  useFacts((fact) => {
    if (fact.type.startsWith('market.')) void queries.invalidateQueries({ queryKey: ['overview'] });
  });
  const post = () => {
    keepProblemText(text);
    void navigate('/post/need');
  };
  return (
    <div className="stack home">
      <section className="ask">
        <h1>
          <label htmlFor="problem">{t('home.ask')}</label>
        </h1>
        <p className="soft">{t('home.askHint')}</p>
        <textarea
          id="problem"
          className="input ask-box"
          rows={4}
          maxLength={20000}
          value={text}
          placeholder={t('home.askExample')}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="spread">
          <p className="faint">{t('home.askPromise')}</p>
          <div className="row">
            {text.trim() !== '' && (
              <button type="button" className="button" onClick={() => setText('')}>
                {t('home.clear')}
              </button>
            )}
            <button type="button" className="button primary" onClick={post}>
              {t('home.post')}
            </button>
          </div>
        </div>
      </section>
      {text.trim().length > 1 && <Answers text={text.trim()} />}
      <Below overview={data} failure={error} retry={refetch} />
    </div>
  );
}
