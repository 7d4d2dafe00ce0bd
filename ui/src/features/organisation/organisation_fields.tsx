// organisation_fields.tsx - what an organisation says of itself: asked alike when it is registered and when it is changed.
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/client';
import { useCodeList, useCodeNames, type ListName } from '../../components/codes';
import { faultsOf, useFaultWords } from '../../components/faults';
import { useInvalid } from '../../components/invalid';
import { EntryField } from '../account/entry';
import type { Profile } from './profile';

interface Properties {
  profile: Profile;
  change: (part: Partial<Profile>) => void;
  refusal: Refusal | undefined;
  /** What the organisation said before: the hub keeps a name, city or industry once it is said. */
  before?: Profile;
}

function FaultLines({ refusal, member }: { refusal: Refusal | undefined; member: string }) {
  const words = useFaultWords();
  return faultsOf(refusal, member).map((fault, place) => (
    <p key={place} className="fault">
      {words(fault)}
    </p>
  ));
}

interface SelectProperties {
  label: string;
  member: string;
  list: ListName;
  codes: string[];
  value: string;
  required: boolean;
  onChange: (code: string) => void;
  refusal: Refusal | undefined;
}

export function CodeSelect({ label, member, list, codes, value, required, onChange, refusal }: SelectProperties): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const name = useCodeNames(list);
  const invalid = useInvalid();
  const isFaulty = invalid.words !== '' || faultsOf(refusal, member).length > 0;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {!required && <span className="faint">{t('compose.optional')}</span>}
      </label>
      <select id={id} className="input" required={required} aria-invalid={isFaulty || undefined} aria-describedby={`${id}-note`} value={value} {...invalid.on} onChange={(event) => onChange(event.target.value)}>
        <option value="" disabled={required && value !== ''}>
          {t('item.choose')}
        </option>
        {codes.map((code) => (
          <option key={code} value={code}>
            {name(list, code)}
          </option>
        ))}
      </select>
      <div id={`${id}-note`}>{invalid.words ? <p className="fault">{invalid.words}</p> : <FaultLines refusal={refusal} member={member} />}</div>
    </div>
  );
}

export function NameFields({ profile, change, refusal, before }: Properties) {
  const { t } = useTranslation();
  return (
    <>
      <EntryField label={t('organisation.name')} member="name" required minLength={2} maxLength={120} refusal={refusal} value={profile.name} onChange={(event) => change({ name: event.target.value })} />
      <EntryField label={t('organisation.nameEn')} member="name_en" required={Boolean(before?.name_en)} optional={!before?.name_en} minLength={2} maxLength={160} refusal={refusal} value={profile.name_en} onChange={(event) => change({ name_en: event.target.value })} />
    </>
  );
}

export function ProfileFields({ profile, change, refusal, before }: Properties) {
  const { t } = useTranslation();
  const aboutId = useId();
  const regions = useCodeList('regions').map(({ code }) => code);
  const cities = useCodeList('cities').filter(({ parent }) => parent === profile.region);
  const industries = useCodeList('industries').filter(({ parent }) => parent);
  const keepsCity = Boolean(before?.city) && before?.region === profile.region;
  return (
    <>
      <CodeSelect label={t('fieldName.region')} member="region" list="regions" codes={regions} required value={profile.region} refusal={refusal} onChange={(region) => change({ region, city: '' })} />
      <CodeSelect label={t('organisation.city')} member="city" list="cities" codes={cities.map(({ code }) => code)} required={keepsCity} value={profile.city} refusal={refusal} onChange={(city) => change({ city })} />
      <CodeSelect label={t('organisation.industry')} member="industry" list="industries" codes={industries.map(({ code }) => code)} required={Boolean(before?.industry)} value={profile.industry} refusal={refusal} onChange={(industry) => change({ industry })} />
      <EntryField label={t('organisation.website')} member="website" type="url" optional maxLength={200} placeholder="https://" refusal={refusal} value={profile.website} onChange={(event) => change({ website: event.target.value })} />
      <div className="field">
        <label htmlFor={aboutId}>
          {t('organisation.about')} <span className="faint">{t('compose.optional')}</span>
        </label>
        <textarea id={aboutId} className="input" rows={5} maxLength={2000} value={profile.about} onChange={(event) => change({ about: event.target.value })} />
        <FaultLines refusal={refusal} member="about" />
      </div>
    </>
  );
}
