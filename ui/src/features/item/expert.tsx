// expert.tsx - an expert or a laboratory, shown.
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Fact, FieldsFact, LanguageFact, Passage, RegionFact } from './facts';
import { findExpert } from './find';
import { ItemPage } from './item_page';
import type { ItemShape } from './shape';

type ExpertContent = Schemas['ExpertContent'];

function ExpertFacts({ content }: { content: ExpertContent }) {
  const { t } = useTranslation();
  return (
    <>
      <Fact label={t('fieldName.office')}>{content.office}</Fact>
      <Fact label={t('fieldName.office_email')}>{content.office_email}</Fact>
      <RegionFact code={content.region} />
      <FieldsFact codes={content.fields} />
      <LanguageFact language={content.language} />
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

function ExpertText({ content }: { content: ExpertContent }) {
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

export const expert: ItemShape<ExpertContent> = {
  kind: 'expert',
  find: findExpert,
  title: ({ name }) => name,
  kindLabel: ({ kind }, t) => t(`expertKind.${kind}`),
  Facts: ExpertFacts,
  Text: ExpertText,
  matches: ['need'],
};

export function Component() {
  return <ItemPage shape={expert} />;
}
