import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { shortRegion, useCodeNames, useReadiness } from '../../components/codes';
import { daysUntil } from '../../components/format';
import { FigureTable } from '../../components/figure_table';
import { Money } from '../../components/item_row';
import { Failed, SkeletonRows } from '../../components/states';
import { Codes, Fact, ItemFrame, Passage } from './item_frame';
import { Matches } from './matches';

function Deadline({ date }: { date: string }) {
  const { t } = useTranslation();
  const left = daysUntil(date);
  return (
    <>
      {date} <span className="faint">{left >= 0 ? t('item.daysLeft', { n: left }) : t('item.passed')}</span>
    </>
  );
}

export function NeedFacts({ content }: { content: Schemas['NeedContent'] }) {
  const { t } = useTranslation();
  const name = useCodeNames('tech_fields', 'regions', 'contract_kinds', 'industries', 'wipo35_fields');
  const readiness = useReadiness();
  return (
    <>
      <Fact label={t('fieldName.deadline')}>{content.deadline && <Deadline date={content.deadline} />}</Fact>
      <Fact label={t('fieldName.budget')}>
        {content.budget && (
          <>
            <Money range={content.budget} /> {content.budget_shown !== 'shown' && <span className="faint">{t('item.hidden')}</span>}
          </>
        )}
      </Fact>
      <Fact label={t('fieldName.modes')}>{(content.modes ?? []).length > 0 && <Codes codes={content.modes} name={(code) => name('contract_kinds', code)} />}</Fact>
      <Fact label={t('fieldName.ip_position')}>{content.ip_position && t(`ipPosition.${content.ip_position}`)}</Fact>
      <Fact label={t('fieldName.readiness_wanted')}>{readiness(content.readiness_wanted)}</Fact>
      <Fact label={t('fieldName.region')}>{content.region && shortRegion(name('regions', content.region))}</Fact>
      <Fact label={t('fieldName.industry')}>{name('industries', content.industry)}</Fact>
      <Fact label={t('fieldName.fields')}>{(content.fields ?? []).length > 0 && <Codes codes={content.fields} name={(code) => name('tech_fields', code)} />}</Fact>
      <Fact label="IPC">{(content.ipc ?? []).join(' ')}</Fact>
      <Fact label={t('fieldName.internal_reference')}>{content.internal_reference}</Fact>
    </>
  );
}

export function NeedText({ content }: { content: Schemas['NeedContent'] }) {
  const { t } = useTranslation();
  return (
    <>
      <Passage title={t('fieldName.problem')} text={content.problem} />
      <FigureTable figures={content.figures} title={t('item.requiredFigures')} />
      <Passage title={t('fieldName.tried')} text={content.tried} />
      <Passage title={t('fieldName.constraints')} text={content.constraints} />
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['item', id],
    queryFn: async ({ signal }) => answer(api.GET('/v1/needs/{need}', { params: { path: { need: id } }, signal })),
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  return (
    <ItemFrame
      state={data.state}
      title={data.content.title}
      kindLabel={t('kindOne.need')}
      facts={<NeedFacts content={data.content} />}
      below={<Matches id={id} kind="need" kinds={['offer', 'expert', 'need']} />}
    >
      <NeedText content={data.content} />
    </ItemFrame>
  );
}
