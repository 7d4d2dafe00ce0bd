import { useTranslation } from 'react-i18next';
import type { Refusal, Schemas } from '../../api/client';
import { OfferFacts, OfferText } from '../item/offer_page';
import { AttachmentsField } from './attachments_field';
import { offer_drafts, useDraft } from './draft';
import { Existing } from './existing';
import { CodeField, FieldGroup, ModesField, MoneyField, OrganisationsField, RadioField, ReadinessField, TechFields, TextField, WipoField, WordsField } from './fields';
import { FiguresField, IpItemsField } from './row_editors';
import { MembersOnly, Wizard, type WizardStep } from './wizard';

type OfferContent = Schemas['OfferContent'];

const blank: OfferContent = { kind: 'result', title: '', abstract: '', non_secret: false };
const kinds: OfferContent['kind'][] = ['result', 'patent', 'know_how', 'software'];

/** The offer as a need, to look for those who ask for it. */
function askedFor(content: OfferContent): Schemas['NeedContent'] {
  const { title, abstract, fields, figures } = content;
  return { title, problem: abstract, fields, figures };
}

function OfferWizard() {
  const { t } = useTranslation();
  const draft = useDraft(offer_drafts, blank);
  const { content, change } = draft;

  const steps = (refusal: Refusal | undefined): WizardStep[] => [
    {
      key: 'what',
      title: t('offer.what'),
      why: t('offer.whatWhy'),
      members: ['kind', 'title', 'abstract', 'advantages'],
      body: (
        <>
          <RadioField member="kind" refusal={refusal} label={t('fieldName.kind')} choices={kinds.map((value) => ({ value, label: t(`offerKind.${value}`) }))} value={content.kind} onChange={(kind) => change({ kind })} />
          <TextField member="title" refusal={refusal} label={t('fieldName.title')} most={200} placeholder={t('offer.titleExample')} value={content.title} onChange={(title) => change({ title: title ?? '' })} />
          <TextField member="abstract" refusal={refusal} label={t('fieldName.abstract')} why={t('offer.abstractWhy')} most={8000} rows={8} value={content.abstract} onChange={(abstract) => change({ abstract: abstract ?? '' })} />
          <TextField member="advantages" refusal={refusal} label={t('fieldName.advantages')} why={t('offer.advantagesWhy')} optional most={2000} rows={3} value={content.advantages} onChange={(advantages) => change({ advantages })} />
        </>
      ),
    },
    {
      key: 'figures',
      title: t('offer.figures'),
      why: t('offer.figuresWhy'),
      members: ['figures'],
      body: <FiguresField member="figures" refusal={refusal} label={t('item.statedFigures')} optional value={content.figures} onChange={(figures) => change({ figures })} />,
    },
    {
      key: 'rights',
      title: t('offer.rights'),
      why: t('offer.rightsWhy'),
      members: ['ip_items', 'inventors', 'co_owners'],
      body: (
        <>
          <IpItemsField member="ip_items" refusal={refusal} label={t('fieldName.ip_items')} optional={content.kind !== 'patent'} value={content.ip_items} onChange={(ip_items) => change({ ip_items })} />
          <WordsField member="inventors" refusal={refusal} label={t('fieldName.inventors')} optional most={50} placeholder={t('compose.wordsExample')} value={content.inventors} onChange={(inventors) => change({ inventors })} />
          <WordsField member="co_owners" refusal={refusal} label={t('fieldName.co_owners')} optional most={20} value={content.co_owners} onChange={(co_owners) => change({ co_owners })} />
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
          <ReadinessField member="readiness" refusal={refusal} label={t('fieldName.readiness')} optional value={content.readiness} onChange={(readiness) => change({ readiness })} />
          <TextField member="readiness_evidence" refusal={refusal} label={t('fieldName.readiness_evidence')} why={t('offer.evidenceWhy')} optional most={2000} rows={4} value={content.readiness_evidence} onChange={(readiness_evidence) => change({ readiness_evidence })} />
        </>
      ),
    },
    {
      key: 'place',
      title: t('need.place'),
      why: t('offer.placeWhy'),
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
      title: t('offer.terms'),
      why: t('offer.termsWhy'),
      members: ['modes', 'price'],
      body: (
        <>
          <ModesField member="modes" refusal={refusal} label={t('fieldName.modes')} optional value={content.modes} onChange={(modes) => change({ modes })} />
          <MoneyField member="price" refusal={refusal} label={t('fieldName.price')} why={t('offer.priceWhy')} optional value={content.price} onChange={(price) => change({ price })} />
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
          <FieldGroup member="non_secret" refusal={refusal} label={t('fieldName.non_secret')} why={t('offer.nonSecretWhy')}>
            <label className="choice">
              <input type="checkbox" checked={content.non_secret} onChange={(event) => change({ non_secret: event.target.checked })} />
              <span>{t('offer.nonSecret')}</span>
            </label>
          </FieldGroup>
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
      <OfferText content={offer_drafts.sendable(content)} />
      <dl className="facts">
        <OfferFacts content={offer_drafts.sendable(content)} />
      </dl>
    </div>
  );
  return <Wizard store={offer_drafts} draft={draft} title={t('offer.wizard')} steps={steps} summary={summary} rail={<Existing content={askedFor(content)} kind="need" />} />;
}

export function Component() {
  return (
    <MembersOnly>
      <OfferWizard />
    </MembersOnly>
  );
}
