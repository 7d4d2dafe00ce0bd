// need.tsx - a need, shown: what is asked, by when, under which terms.
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useReadiness } from '../../components/codes';
import { daysUntil } from '../../components/format';
import { FigureTable } from '../../components/figure_table';
import { Money } from '../../components/item_row';
import { ClassificationFacts, Fact, FieldsFact, LanguageFact, ModesFact, Passage, RegionFact } from './facts';
import { findNeed } from './find';
import { ItemPage } from './item_page';
import type { ItemShape } from './shape';

type NeedContent = Schemas['NeedContent'];

function Deadline({ date }: { date: string }) {
  const { t } = useTranslation();
  const left = daysUntil(date);
  return (
    <>
      {date} <span className="faint">{left >= 0 ? t('item.daysLeft', { n: left }) : t('item.passed')}</span>
    </>
  );
}

function NeedFacts({ content }: { content: NeedContent }) {
  const { t } = useTranslation();
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
      <ModesFact codes={content.modes} />
      <Fact label={t('fieldName.ip_position')}>{content.ip_position && t(`ipPosition.${content.ip_position}`)}</Fact>
      <Fact label={t('fieldName.readiness_wanted')}>{readiness(content.readiness_wanted)}</Fact>
      <RegionFact code={content.region} />
      <FieldsFact codes={content.fields} />
      <ClassificationFacts content={content} />
      {content.visibility === 'anonymous' && <Fact label={t('fieldName.visibility')}>{t('need.visibilityAnonymous')}</Fact>}
      <LanguageFact language={content.language} />
    </>
  );
}

function NeedText({ content }: { content: NeedContent }) {
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

export const need: ItemShape<NeedContent> = {
  kind: 'need',
  find: findNeed,
  title: ({ title }) => title,
  kindLabel: (_, t) => t('kindOne.need'),
  Facts: NeedFacts,
  Text: NeedText,
  matches: ['offer', 'expert', 'need'],
};

export function Component() {
  return <ItemPage shape={need} />;
}
