import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { shortRegion, useCodeNames } from '../../components/codes';
import { Failed, SkeletonRows } from '../../components/states';
import { Codes, Fact, ItemFrame, Passage } from './item_frame';
import { Matches } from './matches';

export function ExpertFacts({ content }: { content: Schemas['ExpertContent'] }) {
  const { t } = useTranslation();
  const name = useCodeNames('tech_fields', 'regions');
  return (
    <>
      <Fact label={t('fieldName.office')}>{content.office}</Fact>
      <Fact label={t('fieldName.office_email')}>{content.office_email}</Fact>
      <Fact label={t('fieldName.region')}>{content.region && shortRegion(name('regions', content.region))}</Fact>
      <Fact label={t('fieldName.fields')}>{(content.fields ?? []).length > 0 && <Codes codes={content.fields} name={(code) => name('tech_fields', code)} />}</Fact>
    </>
  );
}

function Listing({ title, entries }: { title: string; entries: string[] | undefined }) {
  if (!entries || entries.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="reasons">
        {entries.map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
    </section>
  );
}

export function ExpertText({ content }: { content: Schemas['ExpertContent'] }) {
  const { t } = useTranslation();
  return (
    <>
      {content.title && <p className="passage">{content.title}</p>}
      <Passage title={t('expert.about')} text={content.abstract} />
      <Listing title={t('fieldName.specialities')} entries={content.specialities} />
      <Listing title={t('fieldName.equipment')} entries={content.equipment} />
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['item', id],
    queryFn: async ({ signal }) => answer(api.GET('/v1/experts/{expert}', { params: { path: { expert: id } }, signal })),
  });
  if (error) return <Failed failure={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  return (
    <ItemFrame
      state={data.state}
      title={data.content.name}
      kindLabel={t(`expertKind.${data.content.kind}`)}
      facts={<ExpertFacts content={data.content} />}
      below={<Matches id={id} kind="expert" kinds={['need']} />}
    >
      <ExpertText content={data.content} />
    </ItemFrame>
  );
}
