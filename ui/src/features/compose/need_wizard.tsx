import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { MembersOnly } from '../../components/members_only';
import { need } from '../item/need';
import type { Bind } from './bind';
import { takeProblemText } from './carried_text';
import { useDraft } from './draft';
import { need_drafts } from './drafts';
import { Existing } from './existing';
import { DateField, ModesField, MoneyField, RadioField, ReadinessField, TextField } from './fields';
import { FiguresField } from './row_editors';
import { ClassificationFields, LanguageField, PlaceFields, ReaderFields } from './shared_steps';
import { Wizard, type WizardStep } from './wizard';

type NeedContent = Schemas['NeedContent'];

const blank: NeedContent = { title: '', problem: '' };
const positions: NonNullable<NeedContent['ip_position']>[] = ['any', 'use', 'exclusive_use', 'joint', 'ownership'];

function TermsFields({ bind }: { bind: Bind<NeedContent> }) {
  const { t } = useTranslation();
  const budget_shown = bind('budget_shown');
  return (
    <>
      <ModesField optional {...bind('modes')} />
      <RadioField optional choices={positions.map((value) => ({ value, label: t(`ipPosition.${value}`) }))} {...bind('ip_position')} />
      <ReadinessField why={t('need.readinessWhy')} optional {...bind('readiness_wanted')} />
      <MoneyField why={t('need.budgetWhy')} optional {...bind('budget')} />
      <RadioField
        choices={[
          { value: 'hidden', label: t('need.budgetHidden'), hint: t('need.budgetHiddenHint') },
          { value: 'shown', label: t('need.budgetShown') },
        ]}
        {...budget_shown}
        value={budget_shown.value ?? 'hidden'}
      />
      <DateField why={t('need.deadlineWhy')} optional {...bind('deadline')} />
    </>
  );
}

function VisibilityField({ bind }: { bind: Bind<NeedContent> }) {
  const { t } = useTranslation();
  const visibility = bind('visibility');
  return (
    <RadioField
      choices={[
        { value: 'open', label: t('need.visibilityOpen') },
        { value: 'anonymous', label: t('need.visibilityAnonymous'), hint: t('need.visibilityAnonymousHint') },
      ]}
      {...visibility}
      value={visibility.value ?? 'open'}
    />
  );
}

function NeedRail({ content }: { content: NeedContent }) {
  const { t } = useTranslation();
  return (
    <>
      <Existing content={content} kind="offer" title={t('existing.offer')} most={4} />
      <Existing content={content} kind="need" title={t('existing.similar')} most={2} quiet />
    </>
  );
}

function NeedWizard() {
  const { t, i18n } = useTranslation();
  const draft = useDraft(need_drafts, blank, { language: i18n.language });
  useEffect(() => {
    const carried = takeProblemText();
    if (carried) draft.change({ problem: carried });
  }, []);

  const steps = (bind: Bind<NeedContent>): WizardStep[] => [
    {
      key: 'problem',
      title: t('need.problem'),
      why: t('need.problemWhy'),
      members: ['title', 'problem', 'language'],
      body: (
        <>
          <TextField why={t('need.titleWhy')} most={200} placeholder={t('need.titleExample')} {...bind('title')} />
          <TextField why={t('need.problemTextWhy')} most={8000} rows={9} {...bind('problem')} />
          <LanguageField text={draft.content.problem} {...bind('language')} />
        </>
      ),
    },
    {
      key: 'figures',
      title: t('need.figures'),
      why: t('need.figuresWhy'),
      members: ['figures'],
      body: <FiguresField optional {...bind('figures')} label={t('item.requiredFigures')} />,
    },
    {
      key: 'tried',
      title: t('need.tried'),
      why: t('need.triedWhy'),
      members: ['tried', 'constraints'],
      body: (
        <>
          <TextField optional most={4000} rows={5} {...bind('tried')} />
          <TextField why={t('need.constraintsWhy')} optional most={4000} rows={4} {...bind('constraints')} />
        </>
      ),
    },
    {
      key: 'place',
      title: t('need.place'),
      why: t('need.placeWhy'),
      members: ['fields', 'region', 'industry', 'ipc', 'wipo'],
      body: (
        <>
          <PlaceFields fields={bind('fields')} region={bind('region')} />
          <ClassificationFields industry={bind('industry')} ipc={bind('ipc')} wipo={bind('wipo')} />
        </>
      ),
    },
    {
      key: 'terms',
      title: t('need.terms'),
      why: t('need.termsWhy'),
      members: ['modes', 'ip_position', 'readiness_wanted', 'budget', 'budget_shown', 'deadline'],
      body: <TermsFields bind={bind} />,
    },
    {
      key: 'sight',
      title: t('need.sight'),
      why: t('need.sightWhy'),
      members: ['visibility', 'excluded_organisations', 'internal_reference'],
      body: (
        <>
          <VisibilityField bind={bind} />
          <ReaderFields excluded={bind('excluded_organisations')} draft={draft} />
          <TextField why={t('compose.referenceWhy')} optional most={80} {...bind('internal_reference')} />
        </>
      ),
    },
  ];

  return <Wizard store={need_drafts} shape={need} draft={draft} title={t('need.wizard')} steps={steps} required={['title', 'problem', 'fields']} rail={<NeedRail content={draft.content} />} />;
}

export function Component() {
  return (
    <MembersOnly>
      <NeedWizard />
    </MembersOnly>
  );
}
