// work_page.tsx - where somebody who acts for an organisation begins: what is to be done, what newly fits, and the figures.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { organisationName } from '../../components/codes';
import { usePageTitle } from '../../components/page_title';
import { useSession } from '../../components/session';
import { Failed, SkeletonRows } from '../../components/states';
import { Figures, Funnel } from './figures';
import { MembersAtWork } from './members_at_work';
import { NewMatches } from './new_matches';
import { WorkList } from './work_list';
import { useLiveWork, workQuery } from './work_query';
import './work.css';

function MyWork() {
  const { t, i18n } = useTranslation();
  const { actingFor } = useSession();
  usePageTitle(t('myWork.title'));
  useLiveWork();
  const { data, error, isPending, refetch } = useQuery(workQuery);
  return (
    <div className="stack work">
      <div>
        <h1>{t('myWork.title')}</h1>
        <p className="soft dots">
          <span>{actingFor && organisationName(actingFor.organisation, i18n.language)}</span>
          {data && <span>{t('myWork.today', { date: data.today })}</span>}
        </p>
      </div>
      <div className="work-columns">
        <div className="stack">
          {isPending && (
            <section className="panel">
              <SkeletonRows rows={6} />
            </section>
          )}
          {error && <Failed failure={error} onRetry={() => void refetch()} />}
          {data && <WorkList view={data} />}
        </div>
        <NewMatches />
      </div>
      {data && <Figures figures={data.figures} />}
      {data && <Funnel months={data.funnel ?? []} />}
    </div>
  );
}

export function Component() {
  return (
    <MembersAtWork>
      <MyWork />
    </MembersAtWork>
  );
}
