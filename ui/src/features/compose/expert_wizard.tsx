import { useTranslation } from 'react-i18next';
import type { Refusal, Schemas } from '../../api/client';
import { ExpertFacts, ExpertText } from '../item/expert_page';
import { AttachmentsField } from './attachments_field';
import { expert_drafts, useDraft } from './draft';
import { Existing } from './existing';
import { CodeField, OrganisationsField, RadioField, TechFields, TextField, WordsField } from './fields';
import { MembersOnly, Wizard, type WizardStep } from './wizard';

type ExpertContent = Schemas['ExpertContent'];

const blank: ExpertContent = { kind: 'expert', name: '', title: '', abstract: '' };

function askedFor(content: ExpertContent): Schemas['NeedContent'] {
  return { title: (content.specialities ?? []).join(' ').slice(0, 200), problem: content.abstract, fields: content.fields };
}

function ExpertWizard() {
  const { t } = useTranslation();
  const draft = useDraft(expert_drafts, blank);
  const { content, change } = draft;

  const steps = (refusal: Refusal | undefined): WizardStep[] => [
    {
      key: 'who',
      title: t('expert.who'),
      why: t('expert.whoWhy'),
      members: ['kind', 'name', 'title'],
      body: (
        <>
          <RadioField member="kind" refusal={refusal} label={t('fieldName.kind')} choices={(['expert', 'laboratory'] as const).map((value) => ({ value, label: t(`expertKind.${value}`) }))} value={content.kind} onChange={(kind) => change({ kind })} />
          <TextField member="name" refusal={refusal} label={t('fieldName.name')} most={120} value={content.name} onChange={(name) => change({ name: name ?? '' })} />
          <TextField member="title" refusal={refusal} label={t('expert.position')} optional most={200} value={content.title} onChange={(title) => change({ title: title ?? '' })} />
        </>
      ),
    },
    {
      key: 'what',
      title: t('expert.what'),
      why: t('expert.whatWhy'),
      members: ['abstract', 'specialities', 'equipment'],
      body: (
        <>
          <TextField member="abstract" refusal={refusal} label={t('expert.about')} most={8000} rows={7} value={content.abstract} onChange={(abstract) => change({ abstract: abstract ?? '' })} />
          <WordsField member="specialities" refusal={refusal} label={t('fieldName.specialities')} optional most={30} placeholder={t('compose.wordsExample')} value={content.specialities} onChange={(specialities) => change({ specialities })} />
          <WordsField member="equipment" refusal={refusal} label={t('fieldName.equipment')} optional most={50} value={content.equipment} onChange={(equipment) => change({ equipment })} />
        </>
      ),
    },
    {
      key: 'office',
      title: t('expert.office'),
      why: t('expert.officeWhy'),
      members: ['office', 'office_email'],
      body: (
        <>
          <TextField member="office" refusal={refusal} label={t('fieldName.office')} optional most={120} value={content.office} onChange={(office) => change({ office })} />
          <TextField member="office_email" refusal={refusal} label={t('fieldName.office_email')} why={t('expert.officeEmailWhy')} optional most={254} value={content.office_email} onChange={(office_email) => change({ office_email })} />
        </>
      ),
    },
    {
      key: 'place',
      title: t('need.place'),
      why: t('offer.placeWhy'),
      members: ['fields', 'region'],
      body: (
        <>
          <TechFields member="fields" refusal={refusal} label={t('fieldName.fields')} value={content.fields} onChange={(fields) => change({ fields })} />
          <CodeField list="regions" member="region" refusal={refusal} label={t('fieldName.region')} optional value={content.region} onChange={(region) => change({ region })} />
        </>
      ),
    },
    {
      key: 'sight',
      title: t('need.sight'),
      why: t('need.sightWhy'),
      members: ['excluded_organisations'],
      body: (
        <>
          <OrganisationsField member="excluded_organisations" refusal={refusal} label={t('fieldName.excluded_organisations')} why={t('compose.excludedWhy')} optional value={content.excluded_organisations} onChange={(excluded_organisations) => change({ excluded_organisations })} />
          <AttachmentsField draft={draft} />
        </>
      ),
    },
  ];

  const summary = (
    <div className="summary">
      <h3>{content.name || t('item.untitled')}</h3>
      <ExpertText content={expert_drafts.sendable(content)} />
      <dl className="facts">
        <ExpertFacts content={expert_drafts.sendable(content)} />
      </dl>
    </div>
  );
  return <Wizard store={expert_drafts} draft={draft} title={t('expert.wizard')} steps={steps} summary={summary} rail={<Existing content={askedFor(content)} kind="need" />} />;
}

export function Component() {
  return (
    <MembersOnly>
      <ExpertWizard />
    </MembersOnly>
  );
}
