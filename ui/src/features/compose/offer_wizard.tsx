import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { MembersOnly } from '../../components/members_only';
import { offer } from '../item/offer';
import type { Bind } from './bind';
import { useDraft } from './draft';
import { offer_drafts } from './drafts';
import { Existing } from './existing';
import { FieldGroup, ModesField, MoneyField, RadioField, ReadinessField, TextField, WordsField } from './fields';
import { FiguresField, IpItemsField } from './row_editors';
import { ClassificationFields, LanguageField, PlaceFields, ReaderFields } from './shared_steps';
import { Wizard, type WizardStep } from './wizard';

type OfferContent = Schemas['OfferContent'];

const blank: OfferContent = { kind: 'result', title: '', abstract: '', non_secret: false };
const kinds: OfferContent['kind'][] = ['result', 'patent', 'know_how', 'software'];

/** The offer as a need, to look for those who ask for it. */
function askedFor({ title, abstract, fields, figures }: OfferContent): Schemas['NeedContent'] {
  return { title, problem: abstract, fields, figures };
}

function OfferWizard() {
  const { t, i18n } = useTranslation();
  const draft = useDraft(offer_drafts, blank, { language: i18n.language });
  const { content, change } = draft;

  const steps = (bind: Bind<OfferContent>): WizardStep[] => [
    {
      key: 'what',
      title: t('offer.what'),
      why: t('offer.whatWhy'),
      members: ['kind', 'title', 'abstract', 'advantages', 'language'],
      body: (
        <>
          <RadioField choices={kinds.map((value) => ({ value, label: t(`offerKind.${value}`) }))} {...bind('kind')} />
          <TextField most={200} placeholder={t('offer.titleExample')} {...bind('title')} />
          <TextField why={t('offer.abstractWhy')} most={8000} rows={8} {...bind('abstract')} />
          <TextField why={t('offer.advantagesWhy')} optional most={2000} rows={3} {...bind('advantages')} />
          <LanguageField text={content.abstract} {...bind('language')} />
        </>
      ),
    },
    {
      key: 'figures',
      title: t('offer.figures'),
      why: t('offer.figuresWhy'),
      members: ['figures'],
      body: <FiguresField optional {...bind('figures')} label={t('item.statedFigures')} />,
    },
    {
      key: 'rights',
      title: t('offer.rights'),
      why: t('offer.rightsWhy'),
      members: ['ip_items', 'inventors', 'co_owners'],
      body: (
        <>
          <IpItemsField optional={content.kind !== 'patent'} {...bind('ip_items')} />
          <WordsField optional most={50} placeholder={t('compose.wordsExample')} {...bind('inventors')} />
          <WordsField optional most={20} {...bind('co_owners')} />
        </>
      ),
    },
    {
      key: 'readiness',
      title: t('offer.readiness'),
      why: t('offer.readinessWhy'),
      members: ['readiness', 'readiness_evidence'],
      body: (
        <>
          <ReadinessField optional {...bind('readiness')} />
          <TextField why={t('offer.evidenceWhy')} optional most={2000} rows={4} {...bind('readiness_evidence')} />
        </>
      ),
    },
    {
      key: 'place',
      title: t('need.place'),
      why: t('offer.placeWhy'),
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
      title: t('offer.terms'),
      why: t('offer.termsWhy'),
      members: ['modes', 'price'],
      body: (
        <>
          <ModesField optional {...bind('modes')} />
          <MoneyField why={t('offer.priceWhy')} optional {...bind('price')} />
        </>
      ),
    },
    {
      key: 'sight',
      title: t('offer.sight'),
      why: t('offer.sightWhy'),
      members: ['non_secret', 'excluded_organisations', 'internal_reference'],
      body: (
        <>
          <FieldGroup why={t('offer.nonSecretWhy')} {...bind('non_secret')}>
            <label className="choice">
              <input type="checkbox" checked={content.non_secret} onChange={(event) => change({ non_secret: event.target.checked })} />
              <span>{t('offer.nonSecret')}</span>
            </label>
          </FieldGroup>
          <ReaderFields excluded={bind('excluded_organisations')} draft={draft} />
          <TextField why={t('compose.referenceWhy')} optional most={80} {...bind('internal_reference')} />
        </>
      ),
    },
  ];

  return <Wizard store={offer_drafts} shape={offer} draft={draft} title={t('offer.wizard')} steps={steps} required={['title', 'abstract', 'fields', 'non_secret']} rail={<Existing content={askedFor(content)} kind="need" title={t('existing.need')} most={5} />} />;
}

export function Component() {
  return (
    <MembersOnly>
      <OfferWizard />
    </MembersOnly>
  );
}
