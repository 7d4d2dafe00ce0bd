import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { MembersOnly } from '../../components/members_only';
import { expert } from '../item/expert';
import type { Bind } from './bind';
import { useDraft } from './draft';
import { expert_drafts } from './drafts';
import { Existing } from './existing';
import { RadioField, TextField, WordsField } from './fields';
import { LanguageField, PlaceFields, ReaderFields } from './shared_steps';
import { Wizard, type WizardStep } from './wizard';

type ExpertContent = Schemas['ExpertContent'];

const blank: ExpertContent = { kind: 'expert', name: '', title: '', abstract: '' };
const kinds: ExpertContent['kind'][] = ['expert', 'laboratory'];

function askedFor(content: ExpertContent): Schemas['NeedContent'] {
  return { title: (content.specialities ?? []).join(' ').slice(0, 200), problem: content.abstract, fields: content.fields };
}

function ExpertWizard() {
  const { t, i18n } = useTranslation();
  const draft = useDraft(expert_drafts, blank, { language: i18n.language });

  const steps = (bind: Bind<ExpertContent>): WizardStep[] => [
    {
      key: 'who',
      title: t('expert.who'),
      why: t('expert.whoWhy'),
      members: ['kind', 'name', 'title'],
      body: (
        <>
          <RadioField choices={kinds.map((value) => ({ value, label: t(`expertKind.${value}`) }))} {...bind('kind')} />
          <TextField most={120} {...bind('name')} />
          <TextField optional most={200} {...bind('title')} label={t('expert.position')} />
        </>
      ),
    },
    {
      key: 'what',
      title: t('expert.what'),
      why: t('expert.whatWhy'),
      members: ['abstract', 'specialities', 'equipment', 'language'],
      body: (
        <>
          <TextField most={8000} rows={7} {...bind('abstract')} label={t('expert.about')} />
          <WordsField optional most={30} placeholder={t('compose.wordsExample')} {...bind('specialities')} />
          <WordsField optional most={50} {...bind('equipment')} />
          <LanguageField text={draft.content.abstract} {...bind('language')} />
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
          <TextField optional most={120} {...bind('office')} />
          <TextField why={t('expert.officeEmailWhy')} optional most={254} {...bind('office_email')} />
        </>
      ),
    },
    {
      key: 'place',
      title: t('need.place'),
      why: t('offer.placeWhy'),
      members: ['fields', 'region'],
      body: <PlaceFields fields={bind('fields')} region={bind('region')} />,
    },
    {
      key: 'sight',
      title: t('need.sight'),
      why: t('need.sightWhy'),
      members: ['excluded_organisations'],
      body: <ReaderFields excluded={bind('excluded_organisations')} draft={draft} />,
    },
  ];

  return <Wizard store={expert_drafts} shape={expert} draft={draft} title={t('expert.wizard')} steps={steps} required={['name', 'abstract', 'fields']} rail={<Existing content={askedFor(draft.content)} kind="need" title={t('existing.needOfExpert')} most={5} />} />;
}

export function Component() {
  return (
    <MembersOnly>
      <ExpertWizard />
    </MembersOnly>
  );
}
