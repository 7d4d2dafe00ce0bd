import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { NeedFacts, NeedText } from '../item/need_page';
import { AttachmentsField } from './attachments_field';
import { takeProblemText } from './carried_text';
import { need_drafts, useDraft } from './draft';
import { Existing } from './existing';
import { CodeField, DateField, ModesField, MoneyField, OrganisationsField, RadioField, ReadinessField, TechFields, TextField, WipoField, WordsField } from './fields';
import { FiguresField } from './row_editors';
import { MembersOnly, Wizard, type WizardStep } from './wizard';

type NeedContent = Schemas['NeedContent'];

const blank: NeedContent = { title: '', problem: '' };
const positions: NonNullable<NeedContent['ip_position']>[] = ['any', 'use', 'exclusive_use', 'joint', 'ownership'];

function NeedWizard() {
  const { t } = useTranslation();
  const draft = useDraft(need_drafts, blank);
  const { content, change } = draft;
  useEffect(() => {
    const carried = takeProblemText();
    if (carried) change({ problem: carried });
  }, []);

  const steps = (refusal: Parameters<Parameters<typeof Wizard<NeedContent>>[0]['steps']>[0]): WizardStep[] => [
    {
      key: 'problem',
      title: t('need.problem'),
      why: t('need.problemWhy'),
      members: ['title', 'problem', 'language'],
      body: (
        <>
          <TextField member="title" refusal={refusal} label={t('fieldName.title')} why={t('need.titleWhy')} most={200} placeholder={t('need.titleExample')} value={content.title} onChange={(title) => change({ title: title ?? '' })} />
          <TextField member="problem" refusal={refusal} label={t('fieldName.problem')} why={t('need.problemTextWhy')} most={8000} rows={9} value={content.problem} onChange={(problem) => change({ problem: problem ?? '' })} />
        </>
      ),
    },
    {
      key: 'figures',
      title: t('need.figures'),
      why: t('need.figuresWhy'),
      members: ['figures'],
      body: <FiguresField member="figures" refusal={refusal} label={t('item.requiredFigures')} optional value={content.figures} onChange={(figures) => change({ figures })} />,
    },
    {
      key: 'tried',
      title: t('need.tried'),
      why: t('need.triedWhy'),
      members: ['tried', 'constraints'],
      body: (
        <>
          <TextField member="tried" refusal={refusal} label={t('fieldName.tried')} optional most={4000} rows={5} value={content.tried} onChange={(tried) => change({ tried })} />
          <TextField member="constraints" refusal={refusal} label={t('fieldName.constraints')} why={t('need.constraintsWhy')} optional most={4000} rows={4} value={content.constraints} onChange={(constraints) => change({ constraints })} />
        </>
      ),
    },
    {
      key: 'place',
      title: t('need.place'),
      why: t('need.placeWhy'),
      members: ['fields', 'industry', 'region', 'ipc', 'wipo'],
      body: (
        <>
          <TechFields member="fields" refusal={refusal} label={t('fieldName.fields')} value={content.fields} onChange={(fields) => change({ fields })} />
          <CodeField list="regions" member="region" refusal={refusal} label={t('fieldName.region')} optional value={content.region} onChange={(region) => change({ region })} />
          <CodeField list="industries" member="industry" refusal={refusal} label={t('fieldName.industry')} optional value={content.industry} onChange={(industry) => change({ industry })} />
          <WordsField member="ipc" refusal={refusal} label={t('fieldName.ipc')} why={t('compose.ipcWhy')} optional most={20} placeholder="H01M 10/0562" value={content.ipc} onChange={(ipc) => change({ ipc })} />
          <WipoField member="wipo" refusal={refusal} label={t('fieldName.wipo')} optional value={content.wipo} onChange={(wipo) => change({ wipo })} />
        </>
      ),
    },
    {
      key: 'terms',
      title: t('need.terms'),
      why: t('need.termsWhy'),
      members: ['modes', 'ip_position', 'readiness_wanted', 'budget', 'budget_shown', 'deadline'],
      body: (
        <>
          <ModesField member="modes" refusal={refusal} label={t('fieldName.modes')} optional value={content.modes} onChange={(modes) => change({ modes })} />
          <RadioField member="ip_position" refusal={refusal} label={t('fieldName.ip_position')} optional choices={positions.map((value) => ({ value, label: t(`ipPosition.${value}`) }))} value={content.ip_position} onChange={(ip_position) => change({ ip_position })} />
          <ReadinessField member="readiness_wanted" refusal={refusal} label={t('fieldName.readiness_wanted')} why={t('need.readinessWhy')} optional value={content.readiness_wanted} onChange={(readiness_wanted) => change({ readiness_wanted })} />
          <MoneyField member="budget" refusal={refusal} label={t('fieldName.budget')} why={t('need.budgetWhy')} optional value={content.budget} onChange={(budget) => change({ budget })} />
          <RadioField
            member="budget_shown"
            refusal={refusal}
            label={t('fieldName.budget_shown')}
            choices={[
              { value: 'hidden', label: t('need.budgetHidden'), hint: t('need.budgetHiddenHint') },
              { value: 'shown', label: t('need.budgetShown') },
            ]}
            value={content.budget_shown ?? 'hidden'}
            onChange={(budget_shown) => change({ budget_shown })}
          />
          <DateField member="deadline" refusal={refusal} label={t('fieldName.deadline')} why={t('need.deadlineWhy')} optional value={content.deadline} onChange={(deadline) => change({ deadline })} />
        </>
      ),
    },
    {
      key: 'sight',
      title: t('need.sight'),
      why: t('need.sightWhy'),
      members: ['excluded_organisations', 'internal_reference'],
      body: (
        <>
          <OrganisationsField member="excluded_organisations" refusal={refusal} label={t('fieldName.excluded_organisations')} why={t('compose.excludedWhy')} optional value={content.excluded_organisations} onChange={(excluded_organisations) => change({ excluded_organisations })} />
          <TextField member="internal_reference" refusal={refusal} label={t('fieldName.internal_reference')} why={t('compose.referenceWhy')} optional most={80} value={content.internal_reference} onChange={(internal_reference) => change({ internal_reference })} />
          <AttachmentsField draft={draft} />
        </>
      ),
    },
  ];

  const summary = (
    <div className="summary">
      <h3>{content.title || t('item.untitled')}</h3>
      <NeedText content={need_drafts.sendable(content)} />
      <dl className="facts">
        <NeedFacts content={need_drafts.sendable(content)} />
      </dl>
    </div>
  );
  return <Wizard store={need_drafts} draft={draft} title={t('need.wizard')} steps={steps} summary={summary} rail={<Existing content={content} kind="offer" />} />;
}

export function Component() {
  return (
    <MembersOnly>
      <NeedWizard />
    </MembersOnly>
  );
}
